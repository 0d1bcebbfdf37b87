#include "protocol/eas/meeting_request.h"

#include "protocol/eas/item_elements.h"
#include "protocol/eas/time_zone.h"
#include "protocol/text/base64.h"

#include <string_view>

namespace easprobe::eas {

std::vector<std::string> faults_of_meeting_request(const pugi::xml_node& meeting_request)
{
    constexpr std::uint8_t email_page = 2;
    constexpr std::string_view prefix = "email:";
    std::vector<std::string> faults;
    for (const char* const required : {"email:DtStamp", "email:TimeZone", "email:GlobalObjId"})
        if (meeting_request.child(required).empty())
            faults.push_back(std::string("no ") + required);
    for (const pugi::xml_node element : meeting_request.children()) {
        const std::string_view name = element.name();
        const std::string_view text = element.child_value();
        std::string fault;
        if (name == "email:TimeZone")
            fault = fault_of_time_zone(text);
        else if (name == "email:GlobalObjId")
            fault = base64_decode(text) ? "" : "is no base64";
        else if (name.starts_with(prefix))
            if (const ItemElement* const known = find_item_element(email_page, name.substr(prefix.size())))
                fault = fault_of_value(*known, text);
        if (!fault.empty())
            faults.push_back(std::string(name) + ": " + fault);
    }
    return faults;
}

} // namespace easprobe::eas
