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
package io.sluice.format.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ColumnNaming;
import io.sluice.config.ColumnsConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredNamesTest {
  private static Map<String, String> names(ColumnNaming naming, String... fields) {
    return ConfiguredNames.of(new ColumnsConfig(naming, false, Set.of()), false)
        .of(List.of(), List.of(fields));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "customer_ID2; customer_ID2",
        "customer.id; customer_id",
        "a b-c`d; a_b_c_d",
        "2nd; _2nd",
        "größe; gro_e",
        "Œuvre; _uvre",
        "漢字; __",
        "😀x; _x",
        "''; _"
      })
  void safeNamesHaveLettersDigitsAndUnderscores(String field, String column) {
    assertThat(names(ColumnNaming.SAFE, field)).containsExactly(Map.entry(field, column));
  }

  @Test
  void lowerNamesAreSafeToo() {
    assertThat(names(ColumnNaming.LOWER, "Customer.ID", "ÄÖ"))
        .isEqualTo(Map.of("Customer.ID", "customer_id", "ÄÖ", "ao"));
  }

  @Test
  void namesAreUniqueRegardlessOfCaseAndSafeOnesAreKept() {
    assertThat(names(ColumnNaming.SAFE, "a.b", "A_B", "a_b", "a b", "a_b_2"))
        .isEqualTo(
            Map.of(
                "A_B", "A_B",
                "a_b_2", "a_b_2",
                "a.b", "a_b_3",
                "a_b", "a_b_4",
                "a b", "a_b_5"));
    assertThat(names(ColumnNaming.LOWER, "ID", "id", "Id"))
        .isEqualTo(Map.of("id", "id", "ID", "id_2", "Id", "id_3"));
  }

  @Test
  void originalNamesChangeOnlyWhereReadersMixThemUp() {
    ColumnNames caseless = ConfiguredNames.of(ColumnsConfig.DEFAULT, true);
    assertThat(caseless.of(List.of(), List.of("id", "ID", "a.b")))
        .isEqualTo(Map.of("id", "id", "ID", "ID_2", "a.b", "a.b"));
    assertThat(ConfiguredNames.of(ColumnsConfig.DEFAULT, false)).isSameAs(ColumnNames.OF_FIELDS);
  }

  @Test
  void fieldsInPathsAreDroppedFromTheValueAndNotFromWithin() {
    ColumnNames names =
        ConfiguredNames.of(new ColumnsConfig(ColumnNaming.ORIGINAL, true, Set.of("region")), false);
    assertThat(names.of(List.of(), List.of("region", "n"))).isEqualTo(Map.of("n", "n"));
    assertThat(names.of(List.of("in"), List.of("region"))).isEqualTo(Map.of("region", "region"));
  }
}
