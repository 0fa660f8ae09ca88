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
/**
 * Hadoop's sequence files, written without Hadoop.
 *
 * <p>Hadoop's writer requires its {@code Configuration} and jars that only the plugin for HDFS
 * contains. It takes compressors from pools of the process, and an open file holds one until it is
 * closed, which {@code memory.limit.bytes} neither counts nor limits. The writer here holds nothing
 * between chunks. A test compares its files with those of Hadoop's writer byte for byte, except for
 * the random marker.
 */
package io.sluice.format.sequencefile;
