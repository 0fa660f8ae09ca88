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

import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;

/** What the contract needs to know of one format. */
abstract class FormatFixture {
  /** The name that the configuration uses. */
  abstract FormatName format();

  /** The extension without compression. */
  abstract String extension();

  /**
   * A value that the format accepts, different for each index; its encoding has 20 to 200 bytes.
   */
  abstract Object value(int index);

  /** A value whose encoding has this many bytes, at least 10, separator not counted. */
  abstract Object valueOfLength(int bytes);

  /** Values that the format rejects, preferably after it has encoded a part of them. */
  abstract List<Object> rejectedValues();

  /** Reads the values, as {@link #value} made them, with a library of others. */
  abstract List<Object> read(byte[] file) throws IOException;

  /** The schema that the values are sent with; null for none. */
  Schema schema() {
    return null;
  }

  /** The settings to test, first those without any compression. */
  Stream<FormatConfig> configs() {
    return Arrays.stream(CompressionName.values()).map(this::config);
  }

  /** What the ledger calls the compression of these settings. */
  String compression(FormatConfig config) {
    return Choices.name(config.compression());
  }

  /** What compresses the whole file with these settings; NONE if the format compresses inside. */
  CompressionName stream(FormatConfig config) {
    return config.compression();
  }

  /** The extension with these settings. */
  String extension(FormatConfig config) {
    return extension() + Compression.of(config.compression()).extension();
  }

  /** By how many bytes an estimated size may be wrong without compression. */
  long tolerance() {
    return 0;
  }

  private FormatConfig config(CompressionName compression) {
    return FormatConfigs.of(format(), compression);
  }

  /** The first of the settings to test. */
  final FormatConfig plain() {
    return configs().findFirst().orElseThrow();
  }

  /** Asserts that a file without records is what readers of the format expect. */
  void assertWithoutRecords(byte[] file) throws IOException {
    assertThat(file).isEmpty();
  }

  /** What a reader returns for these values; one value from a format without separators. */
  List<Object> joined(List<Object> values) {
    return values;
  }

  /** Opens a file without compression. */
  final TestFile newFile() throws IOException {
    return newFile(config(CompressionName.NONE));
  }

  final TestFile newFile(FormatConfig config) throws IOException {
    return newFile(config, 16 * 1024 * 1024);
  }

  final TestFile newFile(FormatConfig config, int recordMaxBytes) throws IOException {
    return newFile(stream(config), Formats.of(config, recordMaxBytes));
  }

  final TestFile newFile(CompressionName whole, Format format) throws IOException {
    return newFile(whole, WriterFormat.of(format));
  }

  final TestFile newFile(CompressionName whole, WriterFormat format) throws IOException {
    FileHeader header = TestFile.header(format.format(), schema(), value(0));
    return new TestFile(format.encoders(), header, schema(), whole);
  }
}
