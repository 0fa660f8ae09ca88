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
 * What roll policies may look at. All times are in milliseconds.
 *
 * @param bytes the size the file would have if it were finished now, estimated
 * @param records appended so far
 * @param age how long the file has been open
 * @param idle how long ago the last record was appended, or the file opened
 * @param openedAt when the file was opened by the wall clock, since the epoch
 */
public record FileStats(long bytes, long records, long age, long idle, long openedAt) {}
