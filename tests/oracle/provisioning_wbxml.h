#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::oracle {

/// WAP provisioning (PROV 1.0) through libwbxml, which knows its code page: XML with the document type
/// declaration to WBXML and back. Only for documents of our own. The error is libwbxml's, in words.
tl::expected<std::string, std::string> provisioning_to_wbxml(std::string_view xml);
tl::expected<std::string, std::string> provisioning_from_wbxml(std::string_view wbxml);

} // namespace easprobe::oracle
