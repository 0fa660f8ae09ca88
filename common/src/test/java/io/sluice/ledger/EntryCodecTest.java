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
package io.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.ledger.LedgerEntry.LogIdentity;
import io.sluice.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {
  private static final String PATH = LedgerFixture.path(9);
  private static final Pattern SEALED =
      Pattern.compile("(.*),\"crc32c\":\"[0-9a-f]{8}\"}", Pattern.DOTALL);

  private final OffsetSet settled = OffsetSet.of(60, 69);
  private final LedgerEntry entry = entry(Kind.COMMIT, new LogIdentity("cluster", "topic"));
  private final String text = new String(EntryCodec.encode(entry), StandardCharsets.UTF_8);

  private LedgerEntry entry(Kind kind, LogIdentity log) {
    return entry(kind, log, List.of(LedgerFixture.file(50, 59), LedgerFixture.file(70, 70)));
  }

  private LedgerEntry entry(Kind kind, LogIdentity log, List<PendingFile> files) {
    return new LedgerEntry(
        9, "connector-3 \"Zürich\"", new UUID(4, 5), 7, 2, 50, settled, files, kind, log);
  }

  /** Decodes an entry whose text may have been edited, with the checksum of the edited text. */
  private static LedgerEntry decode(String json) throws StorageException {
    Matcher sealed = SEALED.matcher(json);
    byte[] bytes =
        sealed.matches()
            ? EntryChecksum.add((sealed.group(1) + "}").getBytes(StandardCharsets.UTF_8))
            : json.getBytes(StandardCharsets.UTF_8);
    return EntryCodec.decode(bytes, "t", 0, PATH);
  }

  @Test
  void anEntryOfAnEarlyReleaseHasNoChecksum() throws Exception {
    String early = text.replaceFirst(",\"crc32c\":\"[0-9a-f]{8}\"}$", "}");

    assertThat(early).isNotEqualTo(text);
    assertThat(decode(early)).isEqualTo(entry);
  }

  /** A wrong byte anywhere, and several of them. */
  @Test
  void damagedBytesAreNeverReadAsAnotherEntry() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] good = text.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = damaged(good, round, random);
      if (!Arrays.equals(damaged, good)) {
        assertThatThrownBy(() -> EntryCodec.decode(damaged, "t", 0, PATH))
            .as("seed %d: %s", seed, new String(damaged, StandardCharsets.UTF_8))
            .isInstanceOfSatisfying(
                StorageException.class,
                failed -> assertThat(failed.kind()).isEqualTo(StorageException.Kind.FATAL))
            .hasMessageContaining("The ledger entry " + PATH)
            .hasMessageContaining("Restore it from a copy");
      }
    }
  }

  private static byte[] damaged(byte[] good, int round, SplittableRandom random) {
    int position = round < good.length ? round : random.nextInt(good.length);
    byte[] bytes =
        switch (random.nextInt(4)) {
          // what a disk or a careless copy does: a byte is another, is lost, or comes twice
          case 0 -> join(good, position, new byte[0], position + 1);
          case 1 -> join(good, position, new byte[] {good[position]}, position);
          case 2 -> Arrays.copyOf(good, position);
          default -> good.clone();
        };
    int others = random.nextInt(4);
    for (int i = 0; i < others && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] join(byte[] bytes, int end, byte[] middle, int start) {
    byte[] all = Arrays.copyOf(bytes, end + middle.length + bytes.length - start);
    System.arraycopy(middle, 0, all, end, middle.length);
    System.arraycopy(bytes, start, all, end + middle.length, bytes.length - start);
    return all;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anEntryComesBackAsItWas(Kind kind) throws Exception {
    LedgerEntry written = entry(kind, new LogIdentity("cluster", "topic"));

    assertThat(EntryCodec.decode(EntryCodec.encode(written), "t", 0, PATH)).isEqualTo(written);
  }

  @Test
  void whatIsNotKnownOfTheLogStaysUnknown() throws Exception {
    LedgerEntry written = entry(Kind.CLAIM, LogIdentity.UNKNOWN);

    assertThat(EntryCodec.decode(EntryCodec.encode(written), "t", 0, PATH)).isEqualTo(written);
    assertThat(new String(EntryCodec.encode(written), StandardCharsets.UTF_8))
        .doesNotContain("clusterId", "topicId");
  }

  @Test
  void aSchemaThatManyFilesShareIsKeptOnce() throws Exception {
    String schema = "x".repeat(10_000);
    List<PendingFile> files = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      files.add(fileOf(i, i % 3 == 0 ? schema : i % 3 == 1 ? "another" : null));
    }
    LedgerEntry written = entry(Kind.COMMIT, LogIdentity.UNKNOWN, files);

    byte[] encoded = EntryCodec.encode(written);

    assertThat(EntryCodec.decode(encoded, "t", 0, PATH)).isEqualTo(written);
    assertThat(encoded.length).isLessThan(40_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "\"0\"", "9999999999"})
  void aSchemaThatTheEntryDoesNotHoldIsDamage(String number) {
    List<PendingFile> files = List.of(fileOf(70, "one"), fileOf(71, "two"));
    String json =
        new String(
            EntryCodec.encode(entry(Kind.COMMIT, LogIdentity.UNKNOWN, files)),
            StandardCharsets.UTF_8);
    assertDamaged(json.replace("\"schema\":1", "\"schema\":" + number));
    assertDamaged(json.replace("\"schemas\":", "\"other\":"));
  }

  private static PendingFile fileOf(long offset, String schema) {
    PendingFile file = LedgerFixture.file(offset, offset);
    return new PendingFile(
        file.name(),
        file.offsets(),
        file.count(),
        file.bytes(),
        file.staged(),
        "avro",
        "deflate",
        schema);
  }

  @Test
  void unknownFieldsAreIgnored() throws Exception {
    String more =
        text.replace("{\"version\"", "{\"eventTime\":{\"max\":[1]},\"version\"")
            .replace("\"name\"", "\"owner\":\"abc\",\"name\"");

    assertThat(more).contains("eventTime", "abc");
    assertThat(decode(more)).isEqualTo(entry);
  }

  @Test
  void aNewerVersionIsRefusedInOneSentence() {
    assertThatThrownBy(() -> decode("{\"version\":2,\"unheardOf\":true}"))
        .isInstanceOfSatisfying(
            StorageException.class,
            failed -> assertThat(failed.kind()).isEqualTo(StorageException.Kind.FATAL))
        .hasMessage(
            "The ledger entry %s was written by a newer Sluice (version 2, this one reads up to"
                    .formatted(PATH)
                + " 1): run that version, or a later one.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "seq",
        "owner",
        "nonce",
        "epoch",
        "generation",
        "base",
        "settled",
        "pending",
        "kind",
        "name",
        "offsets",
        "count",
        "bytes",
        "staged",
        "format",
        "compression"
      })
  void aMissingFieldIsDamage(String field) {
    assertDamaged(text.replace("\"" + field + "\":", "\"other\":"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "seq", "epoch", "generation", "base", "count", "bytes"})
  void aNumberThatIsNoneIsDamage(String field) {
    assertDamaged(text.replaceFirst("\"" + field + "\":[0-9]+", "\"" + field + "\":\"x\""));
  }

  @ParameterizedTest
  @CsvSource({
    "nonce, no-nonce",
    "kind, merge",
    "settled, @@@",
    "staged, 1_00000000-0000-0000-0000-000000000001",
    "offsets, ''"
  })
  void aTextThatCannotBeReadIsDamage(String field, String value) {
    String damaged =
        text.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\"");
    assertThat(damaged).isNotEqualTo(text);
    assertDamaged(damaged);
  }

  @Test
  void aCutEntryIsDamage() {
    for (int length = 0; length < text.length(); length++) {
      assertDamaged(text.substring(0, length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "5", "\"x\"", "{}"})
  void jsonThatIsNoEntryIsDamage(String json) {
    assertDamaged(json);
  }

  private static void assertDamaged(String json) {
    assertThatThrownBy(() -> decode(json))
        .isInstanceOfSatisfying(
            StorageException.class,
            failed -> assertThat(failed.kind()).isEqualTo(StorageException.Kind.FATAL))
        .hasMessageStartingWith("The ledger entry " + PATH + " is damaged");
  }
}
