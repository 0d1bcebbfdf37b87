// Policies of both forms under the same names and in the same units.
#include "protocol/eas/policy_document.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace easprobe;

namespace {

std::string value_of(const std::vector<eas::PolicySetting>& settings, std::string_view name)
{
    const auto found = std::ranges::find(settings, name, &eas::PolicySetting::name);
    return found == settings.end() ? "(missing)" : found->value;
}

const char* const lassd = "HKLM\\Comm\\Security\\Policy\\LASSD";

std::string document(const std::string& characteristics)
{
    return "<wap-provisioningdoc>" + characteristics + "</wap-provisioningdoc>";
}

bool demands(const char* name, const char* value)
{
    return eas::is_demand({name, value});
}

} // namespace

TEST_CASE("a wap-provisioningdoc comes under the names and in the units of 12.x")
{
    const auto settings = eas::read_wap_policy(document(fmt::format(
        "<characteristic type=\"SecurityPolicy\"><parm name=\"4131\" value=\"0\"/><parm name=\"4133\" "
        "value=\"0\"/>"
        "</characteristic><characteristic type=\"Registry\">"
        "<characteristic type=\"{0}\\AE\\{{50C13377-C66D-400C-889E-C316FC4AB374}}\">"
        "<parm name=\"AEFrequencyType\" value=\"1\"/><parm name=\"AEFrequencyValue\" "
        "value=\"15\"/></characteristic>"
        "<characteristic type=\"{0}\"><parm name=\"DeviceWipeThreshold\" value=\"8\"/></characteristic>"
        "<characteristic type=\"{0}\\LAP\\lap_pw\"><parm name=\"MinimumPasswordLength\" value=\"6\"/>"
        "<parm name=\"PasswordComplexity\" value=\"1\"/></characteristic></characteristic>",
        lassd)));
    REQUIRE(settings.has_value());
    CHECK(value_of(*settings, "DevicePasswordEnabled") == "1");
    CHECK(value_of(*settings, "MaxInactivityTimeDeviceLock") == "900");
    CHECK(value_of(*settings, "MaxDevicePasswordFailedAttempts") == "8");
    CHECK(value_of(*settings, "MinDevicePasswordLength") == "6");
    CHECK(value_of(*settings, "AlphanumericDevicePasswordRequired") == "0");
    CHECK(value_of(*settings, "SecurityPolicy/4133") == "0");
}

TEST_CASE("minutes that are no number stay as they are")
{
    for (const char* odd : {"", "x", "-1", "99999999999", "1 "}) {
        const auto settings = eas::read_wap_policy(
            document(fmt::format("<characteristic type=\"{}\\AE\\{{50C13377-C66D-400C-889E-C316FC4AB374}}\">"
                                 "<parm name=\"AEFrequencyValue\" value=\"{}\"/></characteristic>",
                                 lassd, odd)));
        REQUIRE(settings.has_value());
        CHECK(value_of(*settings, "MaxInactivityTimeDeviceLock") == odd);
    }
}

TEST_CASE("a document that is none says where")
{
    const auto settings =
        eas::read_wap_policy("<wap-provisioningdoc>\n<characteristic>\n</wap-provisioningdoc>");
    REQUIRE_FALSE(settings.has_value());
    CHECK(settings.error().line == 3);
    CHECK_FALSE(eas::read_wap_policy("<policy/>").has_value());
}

TEST_CASE("a list of applications counts by its entries")
{
    pugi::xml_document body;
    body.load_string("<Data><EASProvisionDoc><ApprovedApplicationList><Hash>a</Hash><Hash>b</Hash>"
                     "</ApprovedApplicationList><UnapprovedInROMApplicationList/></EASProvisionDoc></Data>");
    const auto settings = eas::read_eas_policy(body.child("Data"));
    CHECK(value_of(settings, "ApprovedApplicationList") == "2");
    CHECK(eas::is_demand(settings.front()));
    CHECK_FALSE(eas::is_demand(settings.back()));
}

TEST_CASE("what a setting leaves be is no demand")
{
    CHECK(demands("DevicePasswordEnabled", "1"));
    CHECK_FALSE(demands("DevicePasswordEnabled", "0"));
    CHECK_FALSE(demands("DevicePasswordEnabled", ""));
    CHECK(demands("AllowCamera", "0"));
    CHECK_FALSE(demands("AllowCamera", "1"));
    CHECK(demands("AllowBluetooth", "1"));
    CHECK_FALSE(demands("AllowBluetooth", "2"));
    CHECK(demands("AttachmentsEnabled", "0"));
    CHECK_FALSE(demands("AttachmentsEnabled", "1"));
    CHECK_FALSE(demands("MaxEmailBodyTruncationSize", "-1"));
    CHECK(demands("MaxEmailBodyTruncationSize", "0"));
}
