/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.sluice.it.score.poison;

import io.sluice.config.Choices;
import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.PoisonKind;
import io.sluice.it.connector.poison.PoisonMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** The records of one format: bad ones between good ones, over several partitions. */
final class PoisonTopic {
  /** All numbers have as many digits, so that the sentences about two records are the same. */
  static final long FIRST_NUMBER = 100_000;

  /** The directory of good records, and of those that must not be written. */
  private static final String GOOD = "good";

  private final FormatName format;
  private final PoisonTable table;
  private final List<Entry> entries = new ArrayList<>();
  private final long[] ends;

  /**
   * A record of the topic.
   *
   * @param offset in its partition
   */
  record Entry(int partition, long offset, PoisonMessage message) {}

  /** Empty so far. */
  PoisonTopic(FormatName format, PoisonTable table, int partitions) {
    this.format = format;
    this.table = table;
    this.ends = new long[partitions];
  }

  /** Adds a record of each kind in an order by chance, with a good one before and after it. */
  void add(Random random) {
    List<PoisonKind> kinds = new ArrayList<>(List.of(PoisonKind.values()));
    Collections.shuffle(kinds, random);
    for (PoisonKind kind : kinds) {
      int partition = random.nextInt(ends.length);
      add(partition, Optional.empty());
      add(partition, Optional.of(kind));
      add(partition, Optional.empty());
    }
  }

  /** Adds one record. */
  void add(int partition, Optional<PoisonKind> kind) {
    long number = FIRST_NUMBER + entries.size();
    entries.add(new Entry(partition, ends[partition]++, new PoisonMessage(kind, number)));
  }

  FormatName format() {
    return format;
  }

  String name() {
    return "poison-" + Choices.name(format);
  }

  int partitions() {
    return ends.length;
  }

  List<Entry> entries() {
    return entries;
  }

  /**
   * The header that names the directory of a record; null for none. An odd record that is written
   * has a separate directory, since it is read differently. A record that must not be written would
   * appear between good records.
   */
  String tenant(PoisonMessage message) {
    if (message.kind().filter(PoisonKind.HEADER_ABSENT::equals).isPresent()) {
      return null;
    }
    return message
        .kind()
        .filter(kind -> table.reason(kind, format).isEmpty())
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .orElse(GOOD);
  }

  /** Why a record is not to be written; empty if it is. */
  Optional<Reason> reason(PoisonMessage message) {
    return message.kind().flatMap(kind -> table.reason(kind, format));
  }

  /** The name of a record in results. */
  String cell(PoisonMessage message) {
    return cell(message.kind());
  }

  private String cell(Optional<PoisonKind> kind) {
    String title = kind.map(each -> each.name().toLowerCase(Locale.ROOT)).orElse("good records");
    return title.replace('_', ' ') + " x " + Choices.name(format);
  }
}
