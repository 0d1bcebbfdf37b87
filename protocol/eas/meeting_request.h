#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

namespace easprobe::eas {

/// What is wrong with the email:MeetingRequest of a mail, each in words; none where a handset can show and
/// answer it (MS-ASEMAIL 2.2.2.48: DtStamp, TimeZone and GlobalObjId are required).
std::vector<std::string> faults_of_meeting_request(const pugi::xml_node& meeting_request);

} // namespace easprobe::eas
