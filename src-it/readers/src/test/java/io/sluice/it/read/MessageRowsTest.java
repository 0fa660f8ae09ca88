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
package io.sluice.it.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageRowsTest {
  @TempDir private Path directory;

  private List<Object> read(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("a.bin"), content);
    List<Object> rows = new ArrayList<>();
    new MessageRows(new Decompression()).read(file, Schema.BYTES_SCHEMA, rows::add);
    return rows;
  }

  @Test
  void messagesAreTakenApart() throws IOException {
    byte[] message = MessageRows.message(new byte[] {1, 2});
    assertThat(read(message)).containsExactly(ByteBuffer.wrap(message));
  }

  @Test
  void whatIsNoMessageIsReported() {
    assertThatIOException().isThrownBy(() -> read(new byte[] {-1, 0, 0, 0, 1}));
    assertThatIOException().isThrownBy(() -> read(new byte[] {0, 0, 0, 2, 1}));
    assertThatIOException().isThrownBy(() -> read(new byte[] {0, 0}));
  }
}
