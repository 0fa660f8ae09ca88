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
package io.sluice.format.orc;

import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalValues;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;

/** Decimals of more digits than ORC supports, as texts. */
final class DecimalTextColumn extends TextColumn {
  private final int precision;
  private final int scale;

  DecimalTextColumn(Schema schema) {
    super(schema, Kind.TEXT);
    this.precision = LogicalValues.precision(schema);
    this.scale = LogicalValues.scale(schema);
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    draft.addText(LogicalValues.text(Fitting.as(BigDecimal.class, value), scale, precision));
  }
}
