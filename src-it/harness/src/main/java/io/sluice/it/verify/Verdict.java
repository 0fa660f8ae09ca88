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
package io.sluice.it.verify;

import java.util.List;
import java.util.Locale;

/**
 * The comparison of the published files with their expected content.
 *
 * @param expected records that should be in files
 * @param found records that are in files
 * @param missing expected records that are in no file
 * @param twice copies of expected records beyond the first
 * @param wrong records that were not produced, that are in a file of another partition or outside
 *     the offsets of its name, or whose offsets do not increase
 * @param files how many files there are
 * @param examples a few findings in words
 */
public record Verdict(
    long expected,
    long found,
    long missing,
    long twice,
    long wrong,
    int files,
    List<String> examples) {

  /** Whether every record is there once and in its place. */
  public boolean exact() {
    return missing == 0 && twice == 0 && wrong == 0;
  }

  /** The last line of the quickstart. */
  public String sentence() {
    return String.format(
        Locale.ROOT, "%,d in, %,d out, %,d missing, %,d twice", expected, found, missing, twice);
  }
}
