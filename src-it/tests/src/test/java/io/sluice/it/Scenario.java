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
package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.server.StorageKind;
import io.sluice.it.verify.Verdict;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that run once for each store. */
@ParameterizedClass(name = "{0}")
@EnumSource(StorageKind.class)
@ExtendWith(SharedBench.class)
abstract class Scenario {
  @Parameter private StorageKind store;

  final StorageKind store() {
    return store;
  }

  /**
   * A pipe into the store.
   *
   * @param name different in all scenarios; the pipe's own name also contains the store
   */
  final Pipe pipe(Bench bench, String name, int partitions)
      throws ExecutionException, InterruptedException {
    return new Pipe(bench, bench.store(store), store + "-" + name, partitions);
  }

  static void assertExact(Verdict verdict, long records) {
    assertThat(verdict.examples()).isEmpty();
    assertThat(verdict.exact()).isTrue();
    assertThat(verdict.expected()).isEqualTo(records);
  }
}
