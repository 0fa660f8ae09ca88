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
package io.sluice.roll;

/**
 * The statistics of an open file that roll policies may use. All times are in milliseconds.
 *
 * @param bytes the estimated size of the file if it were completed now
 * @param records the number of records appended so far
 * @param age how long the file has been open
 * @param idle how long ago the last record was appended or, without one, the file was opened
 * @param openedAt the wall clock's time when the file was opened, since the epoch
 */
public record FileStats(long bytes, long records, long age, long idle, long openedAt) {}
