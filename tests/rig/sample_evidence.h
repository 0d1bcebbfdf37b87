#pragma once

#include "client/evidence/evidence.h"

#include <string>
#include <string_view>

namespace easprobe::samples {

/// MS-ASWBXML's own form of FolderSync with key 0: what every handset asks first.
std::string folder_sync_request();

/// The WBXML of XML text; the test fails where it is none.
std::string wbxml_of(std::string_view xml);

/// A conversation with every kind of exchange, every field set to something that is not its default, and text
/// that is no Unicode wherever a server can put it.
Evidence full_evidence();

} // namespace easprobe::samples
