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
package io.sluice.config;

import java.util.Set;

/**
 * The types of values in files of any format that has types.
 *
 * @param largeDecimals what happens to decimals that may have more than 38 digits
 * @param plain names of schemas whose values are written as the numbers and texts that they are
 */
public record TypesConfig(LargeDecimal largeDecimals, Set<String> plain) {

  /** The types unless the user chooses others. */
  public static final TypesConfig DEFAULT = new TypesConfig(LargeDecimal.TEXT, Set.of());

  public TypesConfig {
    plain = Set.copyOf(plain);
  }
}
