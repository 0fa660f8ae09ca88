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
package io.sluice.flume;

import io.sluice.config.KeyGroup;
import io.sluice.config.KeyGroup.Label;
import io.sluice.config.Version;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Reads the events that Flume's Kafka channel writes by default: the body becomes the value, and
 * the event's headers become headers of the record, replacing those of the same names. Connect
 * converts headers with {@code header.converter}; with {@code StringConverter} they remain as Flume
 * wrote them. An event whose bytes are not UTF-8 where they have to be is a bad record, so that no
 * text changes silently. Safe for any thread.
 */
public final class FlumeEventConverter implements Converter, Versioned {
  static final String BODY_TYPE = "body.type";

  private static final ConfigDef DEFINITION = definition();

  private BodyType bodyType = BodyType.BYTES;

  /** The type of the record's value. */
  enum BodyType {
    BYTES,
    STRING
  }

  private static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    new KeyGroup(definition, FlumeEventConverter.class.getName())
        .choice(
            BODY_TYPE,
            BodyType.BYTES,
            Label.medium(
                    Width.SHORT,
                    "Body type",
                    "The type of a record's value.",
                    "The event's headers become headers of the record. Their values keep their"
                        + " bytes; a name that is not UTF-8 makes the event a bad record.")
                .value("bytes", "the bytes of the event's body")
                .value(
                    "string",
                    "the body as text; an event whose body is not UTF-8 is a bad record"));
    return definition;
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef(DEFINITION);
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    if (isKey) {
      throw new ConfigException(
          "key.converter: Flume's events are values; set it to"
              + " org.apache.kafka.connect.storage.StringConverter");
    }
    AbstractConfig config = new AbstractConfig(DEFINITION, settings, false);
    bodyType = BodyType.valueOf(config.getString(BODY_TYPE).toUpperCase(Locale.ROOT));
  }

  /**
   * Returns the body of an event, without its headers.
   *
   * @throws DataException if the bytes are not an event
   */
  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    return value == null ? SchemaAndValue.NULL : body(read(topic, value));
  }

  /**
   * Returns the body of an event, and adds the event's headers to those of the record.
   *
   * @throws DataException if the bytes are not an event
   */
  @Override
  public SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    FlumeEvent event = read(topic, value);
    SchemaAndValue body = body(event);
    event.headers().forEach((name, text) -> headers.remove(name).add(name, text));
    return body;
  }

  private static FlumeEvent read(String topic, byte[] value) {
    try {
      return FlumeEvent.read(value);
    } catch (IOException e) {
      throw new DataException(
          "A record of %s is not a Flume event (%s); the channel writes such events unless parseAsFlumeEvent is false"
              .formatted(topic, e.getMessage()),
          e);
    }
  }

  private SchemaAndValue body(FlumeEvent event) {
    return switch (bodyType) {
      case BYTES -> new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, event.body());
      case STRING -> new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, text(event.body()));
    };
  }

  private static String text(byte[] body) {
    try {
      return FlumeEvent.text(body);
    } catch (CharacterCodingException e) {
      throw new DataException(
          "The body of a Flume event is not UTF-8; use %s=bytes, which does not change it"
              .formatted(BODY_TYPE),
          e);
    }
  }

  /** Not supported: the converter is for sinks only. */
  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException("This converter reads Flume's events and cannot write them");
  }
}
