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

import io.sluice.config.KeyGroup.Label;

/**
 * Keys whose ends users choose, such as {@code kafka.security.protocol}. Connect has no definition
 * for them; the connector reads them by their prefix.
 *
 * @param prefix the beginning of the keys, with a dot at its end
 * @param end what users write after the prefix, in one word
 * @param group the group of keys that they belong to
 * @param label how the keys are shown to people; the example is a whole setting
 */
public record KeyFamily(String prefix, String end, String group, Label label) {

  /** The keys in one word, such as {@code kafka.<setting>}. */
  public String name() {
    return prefix + "<" + end + ">";
  }
}
