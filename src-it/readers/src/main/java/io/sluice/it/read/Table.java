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
package io.sluice.it.read;

import java.util.List;
import java.util.Map;

/**
 * What a reader finds in files without being given a schema.
 *
 * @param types the reader's type of each column
 * @param rows the values of each column by its name: structs and maps are Maps, arrays are Lists,
 *     bytes are ByteBuffers, and times are of the classes of {@code java.time}
 */
public record Table(Map<String, String> types, List<Map<String, Object>> rows) {}
