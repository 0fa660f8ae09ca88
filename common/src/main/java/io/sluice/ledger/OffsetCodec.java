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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Encodes offset sets as text, for ledger entries. */
final class OffsetCodec {
  /**
   * The most runs that {@link #decode} accepts, so that a damaged entry cannot exhaust the heap.
   */
  private static final int MAX_RUNS = 4_000_000;

  private OffsetCodec() {}

  /**
   * A compact text: run lengths and gaps as variable-length integers, deflated, in Base64. Empty
   * for the empty set.
   */
  static String encode(OffsetSet set) {
    int runs = set.runs();
    if (runs == 0) {
      return "";
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream(runs * 2 + 16);
    writeVarint(plain, runs);
    long previous = 0;
    for (int i = 0; i < runs; i++) {
      writeVarint(plain, set.start(i) - previous);
      writeVarint(plain, set.end(i) - set.start(i));
      previous = set.end(i);
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(plain.toByteArray());
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.size() / 2 + 16);
      byte[] chunk = new byte[4096];
      while (!deflater.finished()) {
        packed.write(chunk, 0, deflater.deflate(chunk));
      }
      byte[] text = Base64.getUrlEncoder().withoutPadding().encode(packed.toByteArray());
      return new String(text, StandardCharsets.US_ASCII);
    } finally {
      deflater.end();
    }
  }

  /**
   * Reverses {@link #encode}.
   *
   * @throws IllegalArgumentException if the text does not encode a set
   */
  static OffsetSet decode(String text) {
    OffsetSet set = new OffsetSet();
    if (text.isEmpty()) {
      return set;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(Base64.getUrlDecoder().decode(text));
      VarintReader in = new VarintReader(inflater);
      long count = in.next();
      if (count < 1 || count > MAX_RUNS) {
        throw new IllegalArgumentException("offset set of " + count + " runs");
      }
      long previous = -1;
      for (long i = 0; i < count; i++) {
        long start = (i == 0 ? 0 : previous) + in.next();
        long end = start + in.next();
        if (start <= previous || end < start) {
          throw new IllegalArgumentException("offset set out of order");
        }
        set.appendRun(start, end);
        previous = end;
      }
      return set;
    } finally {
      inflater.end();
    }
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Reads variable-length integers from a deflated stream. */
  private static final class VarintReader {
    private final Inflater inflater;
    private final byte[] chunk = new byte[4096];
    private int position;
    private int limit;

    VarintReader(Inflater inflater) {
      this.inflater = inflater;
    }

    long next() {
      long value = 0;
      for (int shift = 0; shift < 63; shift += 7) {
        int b = nextByte();
        value |= (long) (b & 0x7f) << shift;
        if ((b & 0x80) == 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("offset set holds too large a number");
    }

    private byte nextByte() {
      if (position == limit) {
        position = 0;
        try {
          limit = inflater.inflate(chunk);
        } catch (DataFormatException e) {
          throw new IllegalArgumentException("offset set is damaged", e);
        }
        if (limit == 0) {
          throw new IllegalArgumentException("offset set ends early");
        }
      }
      return chunk[position++];
    }
  }
}
