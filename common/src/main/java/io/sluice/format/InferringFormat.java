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

import io.sluice.config.InferredNumbers;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.inference.InferredSchemas;
import io.sluice.format.inference.SchemaDraft;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntFunction;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A format that requires schemas, which also accepts values without one. Inference does not change
 * how values with a schema are written.
 *
 * @param declared writes records with a schema
 * @param inferred writes records whose schema was inferred, and whose size was checked already
 * @param completing as {@code inferred}, for any thread: a file may be opened when it is sealed
 * @param limits what is inferred
 */
record InferringFormat(Format declared, Format inferred, Format completing, Limits limits)
    implements Format {

  /**
   * What is inferred.
   *
   * @param numbers the types of numbers
   * @param recordMaxBytes limit on the size of a value without a schema
   */
  record Limits(InferredNumbers numbers, int recordMaxBytes) {}

  /**
   * Adds inference to a format.
   *
   * @param limited creates the format with a limit on the bytes of an encoded record
   */
  static InferringFormat of(IntFunction<Format> limited, Limits limits) {
    Format inferred = limited.apply(Integer.MAX_VALUE);
    return new InferringFormat(limited.apply(limits.recordMaxBytes()), inferred, inferred, limits);
  }

  @Override
  public String name() {
    return declared.name();
  }

  @Override
  public String compression() {
    return declared.compression();
  }

  @Override
  public String extension() {
    return declared.extension();
  }

  @Override
  public FileSchemas schemas() {
    return new InferredSchemas(
        declared.schemas(), limits.recordMaxBytes(), limits.numbers(), this::tryOut);
  }

  private void tryOut(SinkRecord record, FileSchema schema) {
    FileHeader header = new FileHeader(schema, record.topic(), record.kafkaPartition());
    try {
      RecordEncoder encoder = inferred.open(header, OutputStream.nullOutputStream());
      try {
        encoder.append(record);
      } finally {
        encoder.release();
      }
    } catch (IOException e) {
      throw new ConnectException("A record cannot be encoded for a check: " + e.getMessage(), e);
    }
  }

  @Override
  public FileSchema schema(String text) {
    return declared.schema(text);
  }

  @Override
  public RecordEncoder open(FileHeader header, OutputStream output) throws IOException {
    return header.schema() instanceof SchemaDraft draft
        ? new InferringEncoder(
            draft,
            () -> inferred.open(decided(header, draft), output),
            () -> completing.open(decided(header, draft), output))
        : declared.open(header, output);
  }

  private static FileHeader decided(FileHeader header, SchemaDraft draft) {
    return new FileHeader(draft.decided(), header.topic(), header.partition());
  }

  @Override
  public Format confined() {
    return new InferringFormat(declared.confined(), completing.confined(), completing, limits);
  }
}
