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
package io.sluice.format.avro;

import io.sluice.avro.RawAvro;
import io.sluice.config.AvroConfig;
import io.sluice.format.encode.FileEncoder;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import java.io.OutputStream;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** Starts Avro files, which share the memory for the record being encoded; for one thread. */
public final class AvroFiles {
  private final AvroConfig config;
  private final int recordMaxBytes;
  private final AvroSerializer serializer;

  /**
   * @param types how schemas are resolved
   * @param recordMaxBytes limit on the encoded bytes of a record
   */
  public AvroFiles(AvroConfig config, TypeOptions types, int recordMaxBytes) {
    this.config = config;
    this.serializer = new AvroSerializer(types);
    this.recordMaxBytes = recordMaxBytes;
  }

  /**
   * Starts a file.
   *
   * @param metadata for the header, besides the schema and the codec
   * @param output unbuffered; never closed
   * @throws DataException if Avro cannot express the schema, see {@link #check(Schema,
   *     TypeOptions)}
   */
  public RecordEncoder open(FileSchema schema, Map<String, String> metadata, OutputStream output) {
    AvroSerializer.Compiled compiled = serializer.compile(schema);
    AvroDataFile file = new AvroDataFile(compiled.avro(), metadata, config, output);
    return new FileEncoder(new AvroSink(serializer, compiled, config, recordMaxBytes, file));
  }

  /**
   * Checks that Avro can express a schema.
   *
   * @throws DataException if it cannot
   */
  public static void check(Schema schema, TypeOptions types) {
    if (!RawAvro.describes(schema)) {
      AvroSchemaMapper.map(Types.resolve(schema, types));
    }
  }

  /**
   * Checks that the codec's library can be used, by compressing a block.
   *
   * @throws ConnectException if it cannot be used
   */
  public static void check(AvroConfig config) {
    AvroCodec.check(config);
  }
}
