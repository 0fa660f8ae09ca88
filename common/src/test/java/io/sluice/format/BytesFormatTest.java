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
package io.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.FormatName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class BytesFormatTest extends FormatContract {
  @Override
  FormatName format() {
    return FormatName.BYTES;
  }

  @Override
  String extension() {
    return ".bin";
  }

  @Override
  Object value(int index) {
    byte[] bytes = new byte[20 + index % 100];
    new Random(index).nextBytes(bytes);
    Arrays.fill(bytes, 10, bytes.length, (byte) 7);
    return bytes;
  }

  @Override
  Object valueOfLength(int bytes) {
    return new byte[bytes];
  }

  @Override
  List<Object> rejectedValues() {
    return List.of(Map.of("a", 1), 5L, "x".repeat(9_000) + "\uDE00");
  }

  @Override
  List<Object> read(byte[] file) {
    return List.of(new String(file, StandardCharsets.ISO_8859_1));
  }

  @Override
  List<Object> joined(List<Object> values) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    values.forEach(value -> all.writeBytes((byte[]) value));
    return List.of(all.toString(StandardCharsets.ISO_8859_1));
  }

  @Test
  void bytesInAnyShapeAndStringsAreWrittenAsTheyAre() throws IOException {
    TestFile file = newFile();
    file.append(new byte[] {0, -1});
    file.append(ByteBuffer.allocateDirect(2).put(new byte[] {10, 13}).flip());
    file.append(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2).slice().asReadOnlyBuffer());
    file.append("é");
    assertThat(file.finish()).containsExactly(0, 0xff, 10, 13, 2, 3, 0xc3, 0xa9);
  }

  @Test
  void theReasonOfARejectionNamesTheRemedy() throws IOException {
    TestFile file = newFile();
    assertThatThrownBy(() -> file.append(5L))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("format=bytes")
        .hasMessageContaining("value.converter");
    assertThatThrownBy(() -> file.append(null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("null.values");
    file.encoder.release();
  }
}
