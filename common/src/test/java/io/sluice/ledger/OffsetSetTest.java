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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetSetTest {
  private static final int RANGE = 120;

  /** The expected content, offset by offset. */
  private final TreeSet<Long> model = new TreeSet<>();

  private OffsetSet set = new OffsetSet();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void holdsWhatAPlainSetHolds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int step = 0; step < 2_000; step++) {
      if (random.nextInt(60) == 0) {
        set = new OffsetSet();
        model.clear();
      }
      change(random);
      compare(random);
    }
  }

  private void change(SplittableRandom random) {
    long first = random.nextLong(RANGE);
    long last = Math.min(RANGE, first + random.nextLong(6));
    switch (random.nextInt(4)) {
      case 0 -> {
        set.add(first, last);
        LongStream.rangeClosed(first, last).forEach(model::add);
      }
      case 1 -> append(random);
      case 2 -> {
        OffsetSet other = new OffsetSet();
        for (int run = random.nextInt(4); run > 0; run--) {
          long start = random.nextLong(RANGE);
          other.add(start, start + run);
          LongStream.rangeClosed(start, start + run).forEach(model::add);
        }
        set.addAll(other);
      }
      default -> {
        long bound = random.nextLong(RANGE / 2);
        set.removeBelow(bound);
        model.headSet(bound).clear();
      }
    }
  }

  private void append(SplittableRandom random) {
    long end = model.isEmpty() ? -1 : model.last();
    long offset = end + 1 + random.nextLong(4);
    long undelivered = Math.max(0, offset - random.nextLong(5));
    set.append(undelivered, offset);
    boolean swallows = !model.isEmpty() && undelivered <= end + 1;
    LongStream.rangeClosed(swallows ? end + 1 : offset, offset).forEach(model::add);
  }

  private void compare(SplittableRandom random) {
    assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
    assertThat(set.count()).isEqualTo(model.size());
    assertThat(set.runs()).isEqualTo(runs());
    if (!model.isEmpty()) {
      assertThat(set.first()).isEqualTo(model.first());
      assertThat(set.last()).isEqualTo(model.last());
    }
    for (long offset = 0; offset <= RANGE + 4; offset++) {
      assertThat(set.contains(offset))
          .as("%s has %d", set, offset)
          .isEqualTo(model.contains(offset));
    }
    long first = random.nextLong(RANGE);
    long last = first + random.nextLong(8);
    assertThat(set.containsAll(first, last))
        .isEqualTo(LongStream.rangeClosed(first, last).allMatch(model::contains));
    long absent = first;
    while (model.contains(absent)) {
      absent++;
    }
    assertThat(set.firstAbsent(first)).isEqualTo(absent);
    assertThat(set.intersects(OffsetSet.of(first, last)))
        .isEqualTo(!model.subSet(first, last + 1).isEmpty());
    assertThat(OffsetSet.of(first, last).intersects(set))
        .isEqualTo(!model.subSet(first, last + 1).isEmpty());
    OffsetSet decoded = OffsetCodec.decode(OffsetCodec.encode(set));
    assertThat(decoded).isEqualTo(set).hasSameHashCodeAs(set);
    assertThat(set).isEqualTo(inAnyOrder(random));
  }

  private int runs() {
    int runs = 0;
    for (long offset : model) {
      if (!model.contains(offset - 1)) {
        runs++;
      }
    }
    return runs;
  }

  /** The same offsets, added one by one in another order. */
  private OffsetSet inAnyOrder(SplittableRandom random) {
    List<Long> offsets = new ArrayList<>(model);
    Collections.shuffle(offsets, new Random(random.nextLong()));
    OffsetSet other = new OffsetSet();
    offsets.forEach(offset -> other.add(offset, offset));
    return other;
  }

  @Test
  void appendingSwallowsOnlyWhatWasNeverDelivered() {
    set.append(10, 10);
    set.append(11, 14);
    assertThat(set).isEqualTo(OffsetSet.of(10, 14));

    set.append(17, 20);
    assertThat(set).hasToString("[10..14, 20]");
  }

  @Test
  void aCopyIsIndependent() {
    set.add(1, 3);
    OffsetSet copy = set.copy();

    set.add(5, 5);
    copy.removeBelow(3);

    assertThat(set).hasToString("[1..3, 5]");
    assertThat(copy).hasToString("[3]");
  }

  @Test
  void rangesOutOfOrderAndNegativeOffsetsAreRefused() {
    assertThatThrownBy(() -> set.add(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> set.add(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(set::first).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(set::last).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void largeOffsetsSurviveTheEncoding() {
    set.add(0, 0);
    set.add(Long.MAX_VALUE - 9, Long.MAX_VALUE - 5);

    assertThat(OffsetCodec.decode(OffsetCodec.encode(set))).isEqualTo(set);
  }

  @Test
  void textThatWasCutIsRefused() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      set.add(i * 10L, i * 10L + random.nextInt(8));
    }
    String text = OffsetCodec.encode(set);
    for (int length = 4; length < text.length(); length += 4) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> OffsetCodec.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "AAAA", "not base64 at all", "a"})
  void textThatIsNotAnOffsetSetIsRefused(String text) {
    assertThatThrownBy(() -> OffsetCodec.decode(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void damagedTextIsRefusedOrStillASet() {
    for (int i = 0; i < 200; i++) {
      set.add(i * 7L, i * 7L + i % 5);
    }
    byte[] good = Base64.getUrlDecoder().decode(OffsetCodec.encode(set));
    int refused = 0;
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x40;
      byte[] text = Base64.getUrlEncoder().withoutPadding().encode(bad);
      try {
        OffsetSet decoded = OffsetCodec.decode(new String(text, StandardCharsets.US_ASCII));
        assertThat(OffsetCodec.decode(OffsetCodec.encode(decoded))).isEqualTo(decoded);
      } catch (IllegalArgumentException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  /**
   * Offsets at random, each with a chance of one half, are the worst case for any path template.
   */
  @ParameterizedTest
  @CsvSource({"2, 280000", "3, 260000", "10, 125000", "100, 25000", "1000, 5000"})
  void aMillionOffsetsAreCompactInAnyPattern(int oneIn, int bytes) {
    SplittableRandom random = new SplittableRandom(oneIn);
    for (long offset = 5_000_000_000L; offset < 5_001_000_000L; offset++) {
      if (random.nextInt(oneIn) == 0) {
        set.append(offset, offset);
      }
    }

    assertThat(OffsetCodec.encode(set)).hasSizeLessThanOrEqualTo(bytes);
  }

  /** The bound on the settled offsets that a writer writes into each entry. */
  @Test
  void thirtyTwoThousandRunsTakeAtMost128KibOfAnEntry() {
    SplittableRandom random = new SplittableRandom(1);
    long offset = 5_000_000_000L;
    while (set.runs() < 32 * 1024) {
      offset += 2 + random.nextInt(64);
      set.add(offset, offset + random.nextInt(64));
      offset = set.last();
    }

    assertThat(OffsetCodec.encode(set)).hasSizeLessThanOrEqualTo(128 * 1024);
  }

  @Test
  void anOffsetIsRemovedFromTheMiddleAndTheEndsOfARun() {
    OffsetSet set = OffsetSet.of(3, 7);
    set.remove(5);
    set.remove(3);
    set.remove(7);
    set.remove(9);

    OffsetSet expected = OffsetSet.of(4, 4);
    expected.add(6, 6);
    assertThat(set).isEqualTo(expected);
    set.remove(4);
    set.remove(6);
    assertThat(set.isEmpty()).isTrue();
  }
}
