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

import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/** The values of good records. */
public enum GoodValue {
  /** A struct with fields of many types. */
  ROW {
    @Override
    public SchemaAndValue of(long number) {
      return new SchemaAndValue(Row.SCHEMA, Row.good(number));
    }
  },
  TEXT {
    @Override
    public SchemaAndValue of(long number) {
      return new SchemaAndValue(Schema.STRING_SCHEMA, PoisonMessage.text(number));
    }
  },
  BYTES {
    @Override
    public SchemaAndValue of(long number) {
      return new SchemaAndValue(
          Schema.BYTES_SCHEMA, PoisonMessage.text(number).getBytes(StandardCharsets.UTF_8));
    }
  };

  /** The value of a good record. */
  public abstract SchemaAndValue of(long number);
}
