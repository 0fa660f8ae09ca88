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
package io.sluice.it.connector.poison;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/**
 * How the data of a kind is created from a number.
 *
 * @param key empty for the key of a good record
 * @param value empty for the value of a good record
 */
record Recipe(
    Optional<LongFunction<SchemaAndValue>> key, Optional<LongFunction<SchemaAndValue>> value) {

  static Recipe key(LongFunction<SchemaAndValue> key) {
    return new Recipe(Optional.of(key), Optional.empty());
  }

  static Recipe value(LongFunction<SchemaAndValue> value) {
    return new Recipe(Optional.empty(), Optional.of(value));
  }

  /** A value that may be of another class than its schema says. */
  static Recipe value(Schema schema, LongFunction<Object> value) {
    return value(number -> new SchemaAndValue(schema, value.apply(number)));
  }

  /** A good row, which the recipe then changes. */
  static Recipe row(Consumer<Struct> damage) {
    return value(
        number -> {
          Struct row = Row.good(number);
          damage.accept(row);
          return new SchemaAndValue(Row.SCHEMA, row);
        });
  }

  /** The recipe of a good record. */
  static Recipe good() {
    return new Recipe(Optional.empty(), Optional.empty());
  }
}
