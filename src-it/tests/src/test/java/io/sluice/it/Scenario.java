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

/** Tests on the shared servers that hold for every store: {@link OnEachStore}. */
@ExtendWith(SharedBench.class)
abstract class Scenario {
  /**
   * A pipe into the store.
   *
   * @param name different in all scenarios; the pipe's own name also contains the store
   */
  static Pipe pipe(Bench bench, StorageKind store, String name, int partitions)
      throws ExecutionException, InterruptedException {
    return new Pipe(bench, bench.store(store), store + "-" + name, partitions);
  }

  static void assertExact(Verdict verdict, long records) {
    assertThat(verdict.examples()).isEmpty();
    assertThat(verdict.exact()).isTrue();
    assertThat(verdict.expected()).isEqualTo(records);
  }
}
