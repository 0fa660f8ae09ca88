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

/** Which schema a file has if records have several versions of one. */
public enum SchemaEvolution {
  /** The schema of its records: records of two schemas go into two files. */
  ROLL,
  /** The newest version seen; older records are projected onto it. */
  BACKWARD,
  /** The oldest version seen; newer records are projected onto it. */
  FORWARD,
  /** As {@link #BACKWARD}, for versions that can be projected onto each other both ways. */
  FULL
}
