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

import io.sluice.config.TypesConfig;

/**
 * How schemas are resolved.
 *
 * @param config the choices of the user
 * @param names the columns of structs
 * @param decimals whether files have a type of decimals; if not, decimals are {@linkplain
 *     FileType.DecimalText text}, whatever their schema
 */
public record TypeOptions(TypesConfig config, ColumnNames names, boolean decimals) {

  /** The types unless the user chooses others. */
  public static final TypeOptions DEFAULT = of(TypesConfig.DEFAULT);

  /** For files with types, which have all fields, each with its name. */
  public static TypeOptions of(TypesConfig config) {
    return new TypeOptions(config, ColumnNames.OF_FIELDS, true);
  }

  /** For files of texts, which have all fields, each with its name. */
  public static TypeOptions ofTexts(TypesConfig config) {
    return new TypeOptions(config, ColumnNames.OF_FIELDS, false);
  }

  /** These options with other names. */
  public TypeOptions with(ColumnNames others) {
    return new TypeOptions(config, others, decimals);
  }
}
