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
 * Sequence files of Hadoop, written without Hadoop.
 *
 * <p>Hadoop's own writer needs its {@code Configuration} and jars that only the plugin for HDFS
 * has, and takes compressors from pools of the process: an open file holds one until it is closed,
 * and {@code memory.limit.bytes} neither counts nor limits them. The writer here holds nothing
 * between two chunks. A test compares its files with those of Hadoop's writer byte for byte, but
 * for the marker, which is random.
 */
package io.sluice.format.sequencefile;
