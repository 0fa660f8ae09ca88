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

import java.util.Optional;

/**
 * A file that {@link MemoryStorage} keeps.
 *
 * @param content not to be changed
 * @param identity what it was published with; empty for a file that was created
 */
public record MemoryFile(byte[] content, Optional<FileIdentity> identity) {}
