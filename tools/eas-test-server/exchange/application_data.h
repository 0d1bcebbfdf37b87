#pragma once

#include "protocol/eas/version.h"
#include "tools/eas-test-server/exchange/device.h"
#include "tools/eas-test-server/mailbox/mailbox.h"

#include <pugixml.hpp>

namespace easprobe::test_server {

enum class TimeZones { Correct, Rubbish };

/// An item and the ServerId it goes by.
struct NamedItem {
    const std::string& id;
    const Item& item;
};

/// Writes the children of an ApplicationData element: the item's data as far as the protocol version has it,
/// and its body in the version's own form (Email:Body and its like at 2.5, AirSyncBase:Body from 12.0).
void write_application_data(pugi::xml_node application_data, const NamedItem& named, ItemClass item_class,
                            eas::ProtocolVersion version, const BodyWish& wish, TimeZones time_zones);

/// The item that a device sends in an ApplicationData element, laid over what was there before.
void read_application_data(Item& item, pugi::xml_node application_data);

/// Declares every namespace that ApplicationData may use, on the root of an AirSync document.
void declare_item_namespaces(pugi::xml_node root);

} // namespace easprobe::test_server
