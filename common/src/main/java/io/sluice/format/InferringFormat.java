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
 * @param values writes records with a schema
 * @param inferred writes records whose schema was inferred, and whose size was checked already
 * @param limits what is inferred
 */
record InferringFormat(Format values, Format inferred, Limits limits) implements ForwardingFormat {

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
    return new InferringFormat(
        limited.apply(limits.recordMaxBytes()), limited.apply(Integer.MAX_VALUE), limits);
  }

  @Override
  public FileSchemas schemas() {
    FileEncoders trials = inferred.encoders();
    return new InferredSchemas(
        values.schemas(),
        limits.recordMaxBytes(),
        limits.numbers(),
        (record, schema) -> tryOut(record, schema, trials));
  }

  private static void tryOut(SinkRecord record, FileSchema schema, FileEncoders trials) {
    FileHeader header = new FileHeader(schema, record.topic(), record.kafkaPartition());
    try {
      RecordEncoder encoder = trials.open(header, OutputStream.nullOutputStream());
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
  public FileEncoders encoders() {
    FileEncoders declared = values.encoders();
    FileEncoders encoders = inferred.encoders();
    return (header, output) ->
        header.schema() instanceof SchemaDraft draft
            ? new InferringEncoder(
                draft,
                () -> encoders.open(decided(header, draft), output),
                // The thread that seals the file may be another one.
                () -> inferred.encoders().open(decided(header, draft), output))
            : declared.open(header, output);
  }

  private static FileHeader decided(FileHeader header, SchemaDraft draft) {
    return new FileHeader(draft.decided(), header.topic(), header.partition());
  }
}
