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
package io.sluice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A ledger entry as the oracle reads it, without the code under test.
 *
 * @param base -1 if it was not known
 * @param pending by file id
 */
record RecordedEntry(
    long seq,
    String owner,
    long epoch,
    long generation,
    long base,
    BitSet settled,
    Map<UUID, File> pending,
    String kind) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A decided file. */
  record File(String name, BitSet offsets, String format, String compression) {}

  static RecordedEntry parse(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      Map<UUID, File> pending = new LinkedHashMap<>();
      for (JsonNode file : json.required("pending")) {
        String staged = file.required("staged").asText();
        pending.put(
            UUID.fromString(staged.substring(staged.indexOf('-') + 1)),
            new File(
                file.required("name").asText(),
                offsets(file.required("offsets").asText()),
                file.required("format").asText(),
                file.required("compression").asText()));
      }
      return new RecordedEntry(
          json.required("seq").asLong(),
          json.required("owner").asText(),
          json.required("epoch").asLong(),
          json.required("generation").asLong(),
          json.required("base").asLong(),
          offsets(json.required("settled").asText()),
          pending,
          json.required("kind").asText());
    } catch (IOException | DataFormatException e) {
      throw new IllegalArgumentException("unreadable ledger entry", e);
    }
  }

  boolean isClaim() {
    return kind.equals("claim");
  }

  boolean isCommit() {
    return kind.equals("commit");
  }

  /** Offsets that the entry says are settled, those below base included. */
  BitSet allSettled() {
    BitSet all = (BitSet) settled.clone();
    if (base > 0) {
      all.set(0, (int) base);
    }
    return all;
  }

  /** Deflated, Base64: the number of runs, then for each its distance and its length less one. */
  private static BitSet offsets(String text) throws DataFormatException {
    BitSet set = new BitSet();
    if (text.isEmpty()) {
      return set;
    }
    Inflater inflater = new Inflater(true);
    byte[] plain = new byte[1024];
    int length;
    try {
      inflater.setInput(java.util.Base64.getUrlDecoder().decode(text));
      length = inflater.inflate(plain);
    } finally {
      inflater.end();
    }
    long previous = 0;
    int[] at = {0};
    long runs = number(plain, at);
    for (long i = 0; i < runs; i++) {
      long start = previous + number(plain, at);
      long end = start + number(plain, at);
      set.set((int) start, (int) end + 1);
      previous = end;
    }
    if (at[0] != length) {
      throw new DataFormatException("trailing bytes in an offset set");
    }
    return set;
  }

  private static long number(byte[] bytes, int[] at) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at[0]++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
