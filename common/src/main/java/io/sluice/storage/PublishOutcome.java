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
package io.sluice.storage;

/** The outcome of {@link Storage#publish}. */
public enum PublishOutcome {
  /** This call made the file visible. */
  PUBLISHED,
  /** The file was visible already, with the same identity. */
  ALREADY_PUBLISHED,
  /**
   * The store has received more of the file than before this call, but not all of it. The caller
   * repeats the call at once, which continues there.
   */
  UNFINISHED,
  /** Neither the staged file nor a file of the final name exists. */
  MISSING
}
