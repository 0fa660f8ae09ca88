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
package io.sluice.it.score;

import io.sluice.it.server.StorageKind;

/** The place where a throughput round writes its files. */
enum ThroughputTarget {
  file(null, 0.60),
  hdfs(StorageKind.hdfs, 0.45),
  gcs(StorageKind.gcs, 0.30);

  /** Null for a local directory. */
  final StorageKind store;

  /** The bar: the least throughput, as a fraction of that of the sink that only counts. */
  final double leastRatio;

  ThroughputTarget(StorageKind store, double leastRatio) {
    this.store = store;
    this.leastRatio = leastRatio;
  }
}
