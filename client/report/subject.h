#pragma once

#include "client/evidence/evidence.h"

#include <string>
#include <string_view>

namespace easprobe::report {

/// The files of a certificate that was judged offline, harmless to print.
std::string files_named(const OfflineCertificate& offline);

/// Whom the handset met: a server, or certificates in files.
std::string subject_of(const Evidence& evidence);

/// Foreign text as a report in XML can hold it, at most 4000 bytes of it.
std::string harmless_xml(std::string_view text);

/// The same for text of many lines, at its whole length.
std::string harmless_xml_lines(std::string_view text);

} // namespace easprobe::report
