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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatumLayoutTest {
  private static final int SCHEMAS = 500;

  private static boolean fits(DatumLayout layout, byte[] bytes) {
    try {
      layout.check(ByteBuffer.wrap(bytes));
      return true;
    } catch (DataException e) {
      assertThat(e).hasMessageContaining("no datum of their writer schema: at byte");
      return false;
    }
  }

  @Test
  void everyDatumIsAcceptedAndNoPartOfItAndNothingBehindIt() {
    SplittableRandom random = new SplittableRandom(1);
    int parts = 0;
    for (int i = 0; i < SCHEMAS; i++) {
      Schema schema = Datums.randomSchema(random, 3);
      DatumLayout layout = DatumLayout.of(schema);
      byte[] datum = Datums.encode(schema, Datums.randomValue(random, schema));

      layout.check(ByteBuffer.wrap(datum));
      layout.check(ByteBuffer.wrap(datum).asReadOnlyBuffer());
      for (int length = 0; length < datum.length; length++) {
        assertThat(fits(layout, Arrays.copyOf(datum, length))).as(schema.toString()).isFalse();
        parts++;
      }
      assertThat(fits(layout, Arrays.copyOf(datum, datum.length + 1))).isFalse();
    }
    assertThat(parts).isGreaterThan(SCHEMAS);
  }

  @Test
  void whatIsAcceptedAfterDamageIsReadToItsEnd() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < SCHEMAS; i++) {
      Schema schema = Datums.randomSchema(random, 3);
      DatumLayout layout = DatumLayout.of(schema);
      byte[] datum = Datums.encode(schema, Datums.randomValue(random, schema));
      for (int damage = 0; damage < 20 && datum.length > 0; damage++) {
        byte[] damaged = datum.clone();
        damaged[random.nextInt(datum.length)] = (byte) random.nextInt();
        if (fits(layout, damaged)) {
          assertThatCode(() -> Datums.decode(schema, damaged))
              .as(schema + " " + Arrays.toString(damaged))
              .doesNotThrowAnyException();
          accepted++;
        } else {
          refused++;
        }
      }
    }
    assertThat(accepted).isGreaterThan(SCHEMAS);
    assertThat(refused).isGreaterThan(SCHEMAS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'boolean'                                                   | 2              | a boolean is 2",
        "{'type': 'enum', 'name': 'E', 'symbols': ['A', 'B']}        | 4              | no symbol of index 2",
        "{'type': 'enum', 'name': 'E', 'symbols': ['A', 'B']}        | 1              | no symbol of index -1",
        "['null', 'int']                                             | 4              | no branch of index 2",
        "'string'                                                    | 1              | -1 bytes are announced",
        "'bytes'                                                     | 8,1,2          | 4 bytes are announced, and 2 follow",
        "'int'                                                       | -1,-1,-1,-1,-1 | a number has more than 5 bytes",
        "'int'                                                       | -1,-1,-1,-1,127 | more than 32 bits",
        "'long'                                                      | -1,-1,-1,-1,-1,-1,-1,-1,-1,-1,1 | more than 10 bytes",
        "{'type': 'array', 'items': 'int'}                           | 1,8,2,0        | a block has 1 items of 4 bytes",
      })
  void theMessageSaysWhatIsWrong(String schema, String bytes, String problem) {
    String[] numbers = bytes.split(",");
    byte[] datum = new byte[numbers.length];
    for (int i = 0; i < datum.length; i++) {
      datum[i] = Byte.parseByte(numbers[i]);
    }

    assertThatThrownBy(() -> DatumLayout.of(Datums.parse(schema)).check(ByteBuffer.wrap(datum)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void blocksWithTheirSizeAreAccepted() throws IOException {
    Schema schema = Datums.parse("{'type': 'map', 'values': {'type': 'array', 'items': 'long'}}");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = new EncoderFactory().blockingBinaryEncoder(bytes, null);
    List<Long> many = new SplittableRandom(3).longs(50_000).boxed().toList();
    new GenericDatumWriter<>(schema).write(Map.of("a", many, "b", List.of()), encoder);
    encoder.flush();

    DatumLayout.of(schema).check(ByteBuffer.wrap(bytes.toByteArray()));
  }

  @Test
  void billionsOfNullsTakeNoTime() {
    Schema schema = Datums.parse("{'type': 'array', 'items': 'null'}");
    byte[] datum = {-2, -1, -1, -1, 15, 0};

    DatumLayout.of(schema).check(ByteBuffer.wrap(datum));
  }

  @Test
  void aSchemaMayContainItselfToABoundedDepth() {
    Schema schema =
        Datums.parse(
            """
            {'type': 'record', 'name': 'Node', 'fields': [
              {'name': 'id', 'type': 'int'}, {'name': 'next', 'type': ['null', 'Node']}]}
            """);
    DatumLayout layout = DatumLayout.of(schema);

    layout.check(ByteBuffer.wrap(chain(500)));
    assertThatThrownBy(() -> layout.check(ByteBuffer.wrap(chain(100_000))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nested deeper than 500 levels");
  }

  private static byte[] chain(int nodes) {
    byte[] bytes = new byte[2 * nodes];
    Arrays.fill(bytes, (byte) 2);
    bytes[bytes.length - 1] = 0;
    return bytes;
  }
}
