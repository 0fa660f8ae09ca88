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
package io.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {
  private final List<String> made = new ArrayList<>();

  private Integer make(String key) {
    made.add(key);
    return made.size();
  }

  @Test
  void whatWasMadeIsKeptByContentOrByIdentity() {
    SchemaCache<String, Integer> byContent = SchemaCache.byContent();
    SchemaCache<String, Integer> byIdentity = SchemaCache.byIdentity();
    String again = new StringBuilder("a").toString();
    assertThat(byContent.get("a", this::make)).isEqualTo(byContent.get(again, this::make));
    assertThat(made).hasSize(1);
    assertThat(byIdentity.get("a", this::make)).isNotEqualTo(byIdentity.get(again, this::make));
  }

  @Test
  void thousandsOfKeysAreNotKept() {
    SchemaCache<String, Integer> cache = SchemaCache.byContent();
    for (int i = 0; i < 1000; i++) {
      cache.get("key " + i, this::make);
    }
    made.clear();
    for (int i = 0; i < 1000; i++) {
      cache.get("key " + i, this::make);
    }
    assertThat(made).hasSizeGreaterThan(900);
  }

  @Test
  void afterAFailureAKeyIsTriedAgain() {
    SchemaCache<String, Integer> cache = SchemaCache.byContent();
    assertThatThrownBy(
            () ->
                cache.get(
                    "a",
                    key -> {
                      throw new IllegalStateException(key);
                    }))
        .hasMessage("a");
    assertThat(cache.get("a", this::make)).isEqualTo(1);
  }
}
