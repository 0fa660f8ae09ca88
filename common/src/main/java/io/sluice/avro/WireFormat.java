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

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.avro.SchemaId.Kind;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.errors.DataException;

/**
 * Where the serializers of a registry put the schema's number: behind a magic byte before the
 * datum, or in headers of the record.
 *
 * @param kind of the number before the datum
 * @param idBytes its length, 4 or 8
 */
record WireFormat(Kind kind, int idBytes) {
  private static final byte MAGIC = 0;
  private static final String GLOBAL_ID = "apicurio.value.globalId";
  private static final String CONTENT_ID = "apicurio.value.contentId";
  private static final String ENCODING = "apicurio.value.encoding";

  /** An encoded datum, and the number of its writer schema. */
  record Message(SchemaId id, ByteBuffer datum) {}

  /**
   * Splits a record's value.
   *
   * @param headers of the record; null if they are unknown
   * @throws DataException if the value has no schema number, or is not in Avro's binary encoding
   */
  Message read(String topic, Headers headers, byte[] value) {
    if (headers != null && kind != Kind.CONFLUENT) {
      SchemaId id = id(topic, headers);
      if (id != null) {
        return new Message(id, ByteBuffer.wrap(value));
      }
    }
    int start = 1 + idBytes;
    if (value.length < start || value[0] != MAGIC) {
      throw new DataException(
          "A record of %s has no schema number: its value has %d bytes%s, and a registry's serializer writes a byte 0 and %d bytes of the number first; set value.converter to a converter for what the topic contains"
              .formatted(topic, value.length, firstByte(value), idBytes));
    }
    ByteBuffer bytes = ByteBuffer.wrap(value);
    long number = idBytes == Long.BYTES ? bytes.getLong(1) : bytes.getInt(1);
    return new Message(
        new SchemaId(kind, number), ByteBuffer.wrap(value, start, value.length - start).slice());
  }

  /** The number in the headers; null if there is none. */
  private static SchemaId id(String topic, Headers headers) {
    SchemaId id = id(headers, GLOBAL_ID, Kind.GLOBAL);
    if (id == null) {
      id = id(headers, CONTENT_ID, Kind.CONTENT);
    }
    Header encoding = id == null ? null : headers.lastHeader(ENCODING);
    if (encoding != null && !new String(encoding.value(), US_ASCII).equals("BINARY")) {
      throw new DataException(
          "A record of %s has the encoding %s in the header %s, and only BINARY can be written as it is; set apicurio.registry.avro.encoding=BINARY at the producer, or value.converter to the registry's own converter"
              .formatted(topic, new String(encoding.value(), US_ASCII), ENCODING));
    }
    return id;
  }

  private static SchemaId id(Headers headers, String name, Kind kind) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null || header.value().length != Long.BYTES
        ? null
        : new SchemaId(kind, ByteBuffer.wrap(header.value()).getLong());
  }

  private static String firstByte(byte[] value) {
    return value.length == 0
        ? ""
        : String.format(Locale.ROOT, " and begins with 0x%02x", value[0] & 0xff);
  }
}
