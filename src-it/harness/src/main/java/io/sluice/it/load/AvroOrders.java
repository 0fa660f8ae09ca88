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
package io.sluice.it.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Orders in Avro, as a registry's serializer writes them; for one thread. */
public final class AvroOrders implements BulkProducer.Values {
  public static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Order", "namespace": "shop", "fields": [
                {"name": "id", "type": "long"},
                {"name": "placed", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "region", "type": ["null", "string"], "default": null},
                {"name": "status", "type":
                  {"type": "enum", "name": "Status", "symbols": ["NEW", "PAID", "SENT"]}},
                {"name": "amount", "type": "double"},
                {"name": "customer", "type": {"type": "record", "name": "Customer", "fields": [
                  {"name": "name", "type": "string"},
                  {"name": "vip", "type": "boolean"}]}},
                {"name": "items", "type": {"type": "array", "items": "string"}}]}
              """);

  private static final Schema CUSTOMER = SCHEMA.getField("customer").schema();
  private static final Schema STATUS = SCHEMA.getField("status").schema();

  private final int schemaNumber;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final GenericDatumWriter<GenericData.Record> writer = new GenericDatumWriter<>(SCHEMA);
  private BinaryEncoder encoder;

  /**
   * @param schemaNumber the schema's number in the registry
   */
  public AvroOrders(int schemaNumber) {
    this.schemaNumber = schemaNumber;
  }

  /** A byte 0, the schema's number in eight bytes, and the datum. */
  @Override
  public byte[] value(int partition, long offset) {
    try {
      bytes.reset();
      bytes.write(0);
      bytes.write(ByteBuffer.allocate(Long.BYTES).putLong(schemaNumber).array());
      encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
      writer.write(order(partition, offset), encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The order at this place. */
  public static GenericData.Record order(int partition, long offset) {
    GenericData.Record customer = new GenericData.Record(CUSTOMER);
    customer.put("name", "customer " + offset % 1000);
    customer.put("vip", offset % 7 == 0);
    GenericData.Record order = new GenericData.Record(SCHEMA);
    order.put("id", offset);
    order.put("placed", 1_700_000_000_000L + offset);
    order.put("region", offset % 5 == 0 ? null : "region-" + partition);
    order.put("status", new GenericData.EnumSymbol(STATUS, offset % 2 == 0 ? "NEW" : "PAID"));
    order.put("amount", offset / 4.0);
    order.put("customer", customer);
    order.put("items", List.of("item-" + offset % 100, "item-" + offset % 31));
    return order;
  }
}
