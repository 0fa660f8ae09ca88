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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Datums for tests, encoded and decoded by Avro's library. */
public final class Datums {
  private Datums() {}

  public static Schema parse(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }

  /** Connect's schema for datums of a writer schema. */
  public static org.apache.kafka.connect.data.Schema connect(Schema writer) {
    return RawAvro.schema(writer);
  }

  public static byte[] encode(Schema schema, Object value) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(schema).write(value, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Decodes all bytes.
   *
   * @throws IOException if bytes remain, or as the library says
   */
  static Object decode(Schema schema, byte[] bytes) throws IOException {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    Object value = new GenericDatumReader<>(schema).read(null, decoder);
    if (!decoder.isEnd()) {
      throw new IOException("bytes remain");
    }
    return value;
  }

  /** A schema of any type, whose records have unique names. */
  static Schema randomSchema(RandomGenerator random, int depth) {
    Schema.Type[] types = Schema.Type.values();
    Schema.Type type = types[random.nextInt(types.length)];
    return switch (type) {
      case RECORD, ARRAY, MAP, UNION ->
          depth == 0 ? Schema.create(Schema.Type.LONG) : container(type, random, depth - 1);
      case ENUM -> Schema.createEnum(name(random), null, null, List.of("A", "B", "C"));
      case FIXED -> Schema.createFixed(name(random), null, null, random.nextInt(5));
      default -> Schema.create(type);
    };
  }

  private static Schema container(Schema.Type type, RandomGenerator random, int depth) {
    return switch (type) {
      case ARRAY -> Schema.createArray(randomSchema(random, depth));
      case MAP -> Schema.createMap(randomSchema(random, depth));
      case UNION -> {
        Schema other = randomSchema(random, depth);
        yield other.isUnion() || other.getType() == Schema.Type.NULL
            ? other
            : Schema.createUnion(Schema.create(Schema.Type.NULL), other);
      }
      default -> {
        List<Schema.Field> fields = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
          fields.add(new Schema.Field("f" + i, randomSchema(random, depth)));
        }
        yield Schema.createRecord(name(random), null, null, false, fields);
      }
    };
  }

  private static String name(RandomGenerator random) {
    return "N" + Long.toUnsignedString(random.nextLong());
  }

  static Object randomValue(RandomGenerator random, Schema schema) {
    return switch (schema.getType()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt() >> random.nextInt(32);
      case LONG -> random.nextLong() >> random.nextInt(64);
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case STRING -> "ä".repeat(random.nextInt(100));
      case BYTES -> ByteBuffer.wrap(bytes(random, random.nextInt(100)));
      case FIXED -> new GenericData.Fixed(schema, bytes(random, schema.getFixedSize()));
      case ENUM ->
          new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(3)));
      case UNION -> randomValue(random, schema.getTypes().get(random.nextInt(2)));
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(randomValue(random, schema.getElementType()));
        }
        yield items;
      }
      case MAP -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          entries.put("k" + i, randomValue(random, schema.getValueType()));
        }
        yield entries;
      }
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(f -> record.put(f.pos(), randomValue(random, f.schema())));
        yield record;
      }
    };
  }

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
