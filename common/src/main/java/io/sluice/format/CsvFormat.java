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

import io.sluice.config.CsvConfig;
import io.sluice.config.SchemaConfig;
import io.sluice.format.csv.CsvLines;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.evolution.EvolvingSchemas;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.format.type.TypeOptions;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Lines of separated values, whose columns are the fields of the file's schema.
 *
 * @param types how schemas are resolved
 * @param schemaConfig which schemas files have
 * @param level in the range of the compression
 * @param recordMaxBytes limit on the length of a line without its end
 */
record CsvFormat(
    CsvConfig config,
    TypeOptions types,
    SchemaConfig schemaConfig,
    Compression compressor,
    int level,
    int recordMaxBytes)
    implements Format {
  private static final String NAME = "csv";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String compression() {
    return compressor.label();
  }

  @Override
  public String extension() {
    return ".csv" + compressor.extension();
  }

  @Override
  public FileSchemas schemas() {
    return EvolvingSchemas.of(schemaConfig, NAME, schema -> CsvLines.check(schema, types));
  }

  @Override
  public FileSchema schema(String text) {
    return SchemaOfLedger.read(NAME, text, schema -> CsvLines.check(schema, types));
  }

  @Override
  public FileEncoders encoders() {
    Function<FileSchema, CsvLines> lines = CsvLines.forFiles(config, types);
    return (header, output) -> open(lines.apply(header.schema()), output);
  }

  private RecordEncoder open(CsvLines lines, OutputStream output) {
    byte[] lineEnd = config.dialect().lineEnd().text().getBytes(StandardCharsets.US_ASCII);
    RecordBuffer buffer = new RecordBuffer(recordMaxBytes);
    if (config.header()) {
      // The header is passed as a separator, because separators do not count for the record limit.
      buffer.completeRecord(lines.header());
      buffer.completeRecord(lineEnd);
    }
    return new BufferedSink(
            lines,
            buffer,
            lineEnd,
            () -> compressor.open(output, level),
            compressor == Compression.NONE)
        .encoder();
  }
}
