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
package io.sluice.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Orders in Avro, as the serializers of a registry write them. */
final class RegistryOrders {
  private static final String FIELDS =
      """
      {"type": "record", "name": "Order", "namespace": "shop", "fields": [
        {"name": "id", "type": "long"},
        {"name": "placed", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "price", "type":
          {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
        {"name": "status", "type":
          {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID"]}},
        {"name": "note", "type": ["null", "string"], "default": null},
        {"name": "items", "type": {"type": "array", "items": "string"}}%s]}
      """;
  static final Schema FIRST = new Schema.Parser().parse(FIELDS.formatted(""));
  static final Schema SECOND =
      new Schema.Parser()
          .parse(
              FIELDS.formatted(
                  ", {\"name\": \"region\", \"type\": \"string\", \"default\": \"none\"}"));

  private RegistryOrders() {}

  /** An order; only the second schema has a region. */
  static GenericRecord order(Schema schema, long id) {
    GenericData.Record order = new GenericData.Record(schema);
    order.put("id", id);
    order.put("placed", 1_700_000_000_000L + id);
    order.put("price", ByteBuffer.wrap(new byte[] {(byte) id}));
    order.put(
        "status",
        new GenericData.EnumSymbol(
            schema.getField("status").schema(), id % 2 == 0 ? "NEW" : "PAID"));
    order.put("note", id % 3 == 0 ? null : "grün " + id);
    order.put("items", List.of("a" + id, "b"));
    if (schema.equals(SECOND)) {
      order.put("region", "r" + id % 4);
    }
    return order;
  }

  static byte[] datum(GenericRecord order) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(order.getSchema()).write(order, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /** How serializers say which schema a value has. */
  enum Wire {
    EIGHT_BYTES,
    FOUR_BYTES,
    HEADER
  }

  /**
   * A record of partition 0.
   *
   * @param schema the number of its schema
   * @param body what follows the number
   */
  static ProducerRecord<byte[], byte[]> message(String topic, Wire wire, int schema, byte[] body) {
    List<Header> headers =
        wire == Wire.HEADER
            ? List.of(
                new RecordHeader(
                    "apicurio.value.globalId",
                    ByteBuffer.allocate(Long.BYTES).putLong(schema).array()))
            : List.of();
    ByteBuffer value = ByteBuffer.allocate(body.length + 1 + Long.BYTES);
    switch (wire) {
      case EIGHT_BYTES -> value.put((byte) 0).putLong(schema);
      case FOUR_BYTES -> value.put((byte) 0).putInt(schema);
      case HEADER -> {
        // The value is the body.
      }
    }
    value.put(body).flip();
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return new ProducerRecord<>(topic, 0, (byte[]) null, bytes, headers);
  }
}
