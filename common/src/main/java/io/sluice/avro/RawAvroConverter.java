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
package io.sluice.avro;

import io.sluice.avro.WireFormat.Message;
import io.sluice.config.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Passes on Avro records of a schema registry without decoding them, for files of {@code
 * format=avro}. The value is the encoded datum, and its schema contains the writer's schema, which
 * the registry is asked for once. Safe for any thread.
 */
public final class RawAvroConverter implements Converter, Versioned {
  private static final int MAX_SCHEMAS = 1000;

  private final Map<SchemaId, Schema> schemas = new LeastRecentlyUsed();
  private Registry registry;
  private WireFormat wireFormat;
  private volatile Known latest = new Known(null, null);

  private record Known(SchemaId id, Schema schema) {}

  private static final class LeastRecentlyUsed extends LinkedHashMap<SchemaId, Schema> {
    private static final long serialVersionUID = 1L;

    LeastRecentlyUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<SchemaId, Schema> eldest) {
      return size() > MAX_SCHEMAS;
    }
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef(RawAvroConfig.DEFINITION);
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    if (isKey) {
      throw new ConfigException(
          "key.converter: RawAvroConverter is for values; set the registry's own converter, or"
              + " org.apache.kafka.connect.converters.ByteArrayConverter");
    }
    RawAvroConfig config = RawAvroConfig.from(settings);
    registry = new Registry(config.url(), config.authorization());
    wireFormat = config.wireFormat();
  }

  /** As {@link #toConnectData(String, Headers, byte[])}, for a record without headers. */
  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    return toConnectData(topic, null, value);
  }

  /**
   * Returns the encoded datum of a record.
   *
   * @throws DataException if the record names no schema that the registry has
   * @throws org.apache.kafka.connect.errors.RetriableException if the registry does not answer
   */
  @Override
  public SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    Message message = wireFormat.read(topic, headers, value);
    return new SchemaAndValue(schema(topic, message.id()), message.datum());
  }

  private Schema schema(String topic, SchemaId id) {
    Known known = latest;
    if (!id.equals(known.id())) {
      known = new Known(id, requested(topic, id));
      latest = known;
    }
    return known.schema();
  }

  private synchronized Schema requested(String topic, SchemaId id) {
    Schema schema = schemas.get(id);
    if (schema == null) {
      org.apache.avro.Schema writer = registry.schema(id);
      if (writer.getType() == org.apache.avro.Schema.Type.BYTES) {
        throw new DataException(
            "Schema %d of topic %s is bytes, which a registry's serializer does not encode as Avro; set value.converter to org.apache.kafka.connect.converters.ByteArrayConverter"
                .formatted(id.number(), topic));
      }
      schema = RawAvro.schema(writer);
      schemas.put(id, schema);
    }
    return schema;
  }

  /** Not supported: the converter is for sinks only. */
  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException("This converter reads records of a registry and cannot write them");
  }
}
