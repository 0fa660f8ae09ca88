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
package io.sluice.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.sluice.config.JsonConfig;
import io.sluice.config.JsonDecimal;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.type.Column;
import io.sluice.format.type.TypeOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes each value as one JSON document on one line. Structs and maps become objects, lists become
 * arrays, bytes become base64, null becomes {@code null}. {@link JsonConfig} determines how
 * decimals, dates and times are written.
 *
 * <p>An optional field that is null is written as {@code null}, whatever its default; a required
 * field without a value has its default.
 *
 * <p>It rejects values that JSON cannot express (NaN, infinities, half of a surrogate pair), maps
 * whose keys are not strings, integers or booleans of one type, required fields without value and
 * default, and nesting deeper than 200 levels.
 */
public final class JsonSerializer implements RecordSerializer {
  // The generator lives as long as the writer, and Jackson's pools would leak class loaders.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .rootValueSeparator((String) null)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private final Target target = new Target();
  private final JsonTypes types;
  private final JsonDecimal decimals;
  private JsonGenerator generator;
  private JsonValueWriter values;

  /**
   * @param config how decimals, dates and times are written
   * @param types how schemas are resolved
   */
  public JsonSerializer(JsonConfig config, TypeOptions types) {
    this.types = new JsonTypes(types, config.time());
    this.decimals = config.decimal();
    restart();
  }

  @Override
  public void serialize(SinkRecord record, RecordBuffer buffer) {
    serialize(types.of(record.valueSchema()), record.value(), buffer);
  }

  /**
   * Returns a serializer of the values of one column, which are parts of records. It throws as for
   * a whole record.
   */
  public BiConsumer<Object, RecordBuffer> of(Column column) {
    JsonType type = types.of(column);
    return (value, buffer) -> serialize(type, value, buffer);
  }

  private void serialize(JsonType type, Object value, RecordBuffer buffer) {
    target.buffer = buffer;
    boolean done = false;
    try {
      values.write(type, value);
      generator.flush();
      done = true;
    } catch (IOException | IllegalArgumentException e) {
      // The buffer never throws an IOException, so this one is Jackson's.
      throw new DataException(
          "The value cannot be written as JSON at '" + values.location() + "': " + e.getMessage(),
          e);
    } finally {
      if (!done) {
        restart();
      }
    }
  }

  /** Replaces the generator, because one that stopped inside a document is unusable. */
  private void restart() {
    try {
      generator = FACTORY.createGenerator(target);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    values = new JsonValueWriter(generator, types, decimals);
  }

  /** Writes to the buffer of the current record. */
  private static final class Target extends OutputStream {
    private RecordBuffer buffer;

    @Override
    public void write(int value) {
      buffer.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      buffer.write(bytes, offset, length);
    }
  }
}
