// The report as a page: whole in one file, well-formed, and with whatever a server sent as text in it.
#include "client/report/report.h"
#include "protocol/text/utf8.h"
#include "tests/rig/sample_report.h"

#include <doctest/doctest.h>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <vector>

using namespace easprobe;

namespace {

pugi::xml_document parsed(const std::string& text)
{
    pugi::xml_document document;
    const auto result = document.load_string(text.c_str(), pugi::parse_default | pugi::parse_doctype |
                                                               pugi::parse_ws_pcdata_single);
    REQUIRE_MESSAGE(result.status == pugi::status_ok, result.description());
    return document;
}

/// All the text below a node, in its order.
std::string text_of(pugi::xml_node node)
{
    std::string text;
    for (const pugi::xml_node child : node.children())
        text += child.type() == pugi::node_pcdata ? std::string(child.value()) : text_of(child);
    return text;
}

std::vector<std::string> texts_of(pugi::xml_node root, const char* path)
{
    std::vector<std::string> texts;
    for (const pugi::xpath_node& found : root.select_nodes(path))
        texts.push_back(text_of(found.node()));
    return texts;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("the page says first whether, then why, then what to do, then what the phone shows")
{
    const auto page = parsed(report::to_html({samples::report_of_everything()}));
    CHECK(std::string(page.first_child().value()) == "html");
    const pugi::xml_node article = page.select_node("/html/body/article").node();
    CHECK(std::string(article.attribute("class").value()) == "would-not-sync");
    CHECK(texts_of(article, "h2") == Texts{"It would not sync."});
    CHECK(texts_of(article, "dl[@class='answer']/dt") == Texts{"Why", "What to do", "On the screen"});
    CHECK(texts_of(article, "dl[@class='answer']/dd") ==
          Texts{"A banner.", "Take it away.", "support code 0x80072F0D WININET_E_INVALID_CA"});
    CHECK(texts_of(page, "/html/head/title") == Texts{"easprobe: eas.example.test"});
    CHECK(texts_of(article, "dl[2]/dd").front() == "Windows Mobile 6.1 Professional (wm61-professional)");
    // One handset needs no table of handsets.
    CHECK(texts_of(page, "/html/body/section").empty());
}

TEST_CASE("findings stand on the page by their weight, each with what was seen, expected and is to be done")
{
    const auto page = parsed(report::to_html({samples::report_of_everything()}));
    CHECK(texts_of(page, "//section/h4") == Texts{"blocker trust.blocker", "blocker trust.advice",
                                                  "degraded trust.degraded", "advice trust.advice"});
    const pugi::xml_node degraded = page.select_node("//section[@id='run-1-trust.degraded']").node();
    CHECK(texts_of(degraded, "dl/dt") ==
          Texts{"Seen", "Expected", "Effect", "Remedy", "Written in", "Inferred"});
    CHECK(texts_of(degraded, "dl/dd") == Texts{"a key of 4096 bits", "at most 2048", "Else it does not sync.",
                                               "Mend it.", "MS-ASHTTP 2.2.1", "a phone of the same age"});
    CHECK(texts_of(page, "//tr[td/span='not reached']/td[3]").back() == "it stopped before");
    CHECK(texts_of(page, "//tr[td/span='passed']/td[3]") == Texts{"all is well"});
    CHECK(texts_of(page, "//tr[td/span='broken']/td[3]") ==
          Texts{"a fault of easprobe itself: a rule was thrown"});
}

TEST_CASE("a finding leads to the exchanges that it rests on, with bytes and meaning of what was sent")
{
    const auto page = parsed(report::to_html({samples::report_of_everything()}));
    const pugi::xml_node blocker = page.select_node("//section[@id='run-1-trust.blocker']").node();
    CHECK(texts_of(blocker, "dl/dd/a") == Texts{"exchange 2", "exchange 3"});
    std::set<std::string> ids;
    for (const pugi::xpath_node& found : page.select_nodes("//*[@id and not(self::section)]"))
        CHECK(ids.insert(found.node().attribute("id").value()).second);
    for (const pugi::xpath_node& link : page.select_nodes("//dd/a"))
        CHECK(ids.contains(std::string(link.node().attribute("href").value()).substr(1)));
    // A browser opens what is closed for a link to something inside of it alone.
    CHECK(page.select_nodes("//details[@id] | //summary[@id]").empty());
    const pugi::xml_node folders = page.select_node("//details[div/@id='run-1-exchange-2']").node();
    CHECK(text_of(folders.child("summary")) == "2. FolderSync: HTTP 200, 0.02 s");
    const Texts shown = texts_of(folders, "div/div/pre");
    REQUIRE(shown.size() == 6);
    CHECK(shown[0].starts_with("POST /Microsoft-Server-ActiveSync?User=alice&DeviceId=0123456789ABCDEF"));
    CHECK(shown[0].find("\nAuthorization: ") != std::string::npos);
    CHECK(shown[1].find("<SyncKey>0</SyncKey>") != std::string::npos);
    CHECK(shown[2].find("FolderHierarchy") != std::string::npos);
    CHECK(shown[4].find("<SyncKey>1</SyncKey>") != std::string::npos);
    // What no finding rests on has no bytes beside it.
    CHECK(texts_of(page, "//details[div/@id='run-1-exchange-4']/summary") ==
          Texts{"4. Ping: held open, 0.04 s"});
    CHECK(texts_of(page, "//details[div/@id='run-1-exchange-5']/summary")
              .front()
              .ends_with("a question of easprobe's own: anonymous-options"));
}

TEST_CASE("what a server sends is text on the page, whatever it would be in a browser")
{
    report::Report hostile = samples::report_of_everything();
    std::string attack = "<script>alert(1)</script> & \" onload='x' \x1B[31m\xFF";
    attack += '\0';
    attack += "]]> --> \xE2\x80\xA8";
    Evidence evidence = hostile.evidence;
    evidence.target.host = attack;
    evidence.exchanges.front().request.target = attack;
    evidence.exchanges.front().ended = http::Response{200, attack, {{attack, attack}}, attack};
    hostile.verdict.sentence = hostile.verdict.why = hostile.verdict.remedy = attack;
    const report::Report report{attack,
                                evidence,
                                hostile.profile,
                                hostile.results,
                                hostile.verdict,
                                {},
                                std::make_shared<const checks::Case>(evidence, hostile.profile)};
    const std::string text = report::to_html({report});
    CHECK(is_xml_text(text));
    CHECK(text.find("<script") == std::string::npos);
    CHECK(text.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; ") != std::string::npos);
    CHECK(text.find('\x1B') == std::string::npos);
    const auto page = parsed(text);
    CHECK(page.select_nodes("//script").empty());
    CHECK(page.select_nodes("//@*[starts-with(name(), 'on')]").empty());
    CHECK(text_of(page.select_node("//h2").node())
              .starts_with("<script>alert(1)</script> & \" onload='x' \\x1B[31m\\xFF\\x00]]> --> "));
    // The sample's own: a banner that would end an element, and a character that XML does not have.
    CHECK(texts_of(page, "//section[@id='run-1-trust.blocker']/dl/dd").front() ==
          "a banner \\x1B[31m\\xFF</failure>]]>\\uFFFE \"quoted\"\\x0D\\x0A");
}

TEST_CASE(
    "the page is whole: nothing is fetched, nothing runs, and no element is empty that HTML wants closed")
{
    const std::string text = report::to_html({samples::report_of_everything()});
    CHECK(text.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    const auto page = parsed(text);
    for (const char* path : {"//script", "//link", "//img", "//iframe", "//object", "//@src", "//@style"})
        CHECK_MESSAGE(page.select_nodes(path).empty(), path);
    for (const pugi::xpath_node& link : page.select_nodes("//@href"))
        CHECK(std::string(link.attribute().value()).starts_with('#'));
    const std::string style = text_of(page.select_node("/html/head/style").node());
    // On paper nothing can be opened any more.
    const auto print = style.find("@media print");
    REQUIRE(print != std::string::npos);
    CHECK(style.find("details::details-content { content-visibility: visible; }", print) !=
          std::string::npos);
    // In a style sheet HTML takes an escaped character for five others, and url() would fetch.
    CHECK(style.find_first_of("<>&") == std::string::npos);
    CHECK(style.find("url(") == std::string::npos);
    CHECK(style.find("@import") == std::string::npos);
    for (const pugi::xpath_node& found : page.select_nodes("//*[not(node())]"))
        CHECK_MESSAGE(std::string(found.node().name()) == "meta", found.node().name());
}

TEST_CASE("several handsets are a table first, each line leading to its own part")
{
    const auto page =
        parsed(report::to_html({samples::report_of_everything(), samples::report_of_everything()}));
    CHECK(texts_of(page, "/html/body/section//tbody/tr/td[1]") ==
          Texts{"wm61-professional", "wm61-professional"});
    CHECK(texts_of(page, "/html/body/section//tbody/tr/td[3]").front() ==
          "trust.blocker, trust.advice, trust.degraded, trust.advice");
    CHECK(std::string(page.select_node("/html/body/section//tr[2]/td/a").node().attribute("href").value()) ==
          "#run-2");
    CHECK(page.select_nodes("/html/body/article[@id='run-2']").size() == 1);
    CHECK(page.select_nodes("//details[div/@id='run-2-exchange-6']").size() == 1);
}

TEST_CASE("a certificate in files has neither server nor exchanges on its page")
{
    report::Report sample = samples::report_of_everything();
    Evidence evidence = sample.evidence;
    evidence.offline.emplace().files = {"a<b.pem", "-"};
    evidence.exchanges.clear();
    const report::Report report{"1",
                                evidence,
                                sample.profile,
                                sample.results,
                                sample.verdict,
                                sample.current_client,
                                std::make_shared<const checks::Case>(evidence, sample.profile)};
    const auto page = parsed(report::to_html({report}));
    CHECK(texts_of(page, "/html/head/title") == Texts{"easprobe: a<b.pem, standard input"});
    CHECK(texts_of(page, "//article/dl[2]/dt") == Texts{"Handset", "Files", "Begun", "Today"});
    CHECK(page.select_nodes("//h3[.='Exchanges']").empty());
}

TEST_CASE("a hello and a certificate that a finding rests on are one click away, and a name is named")
{
    report::Report sample = samples::report_of_everything();
    Evidence evidence = sample.evidence;
    evidence.hellos = {HelloProbe{.name = "handset",
                                  .hello = {},
                                  .received = "\x15\x03\x01",
                                  .flight = {},
                                  .failure = {},
                                  .duration = {}}};
    auto& finding = std::get<checks::Finding>(sample.results.front().outcome);
    finding.evidence = {checks::Proof::hello("handset"), checks::Proof::certificate(0),
                        checks::Proof::endpoint("mail.contoso.com:443")};
    const report::Report report{"1",
                                evidence,
                                sample.profile,
                                sample.results,
                                sample.verdict,
                                {},
                                std::make_shared<const checks::Case>(evidence, sample.profile)};
    const auto page = parsed(report::to_html({report}));
    const std::string list = "//section[@id='run-1-trust.blocker']/dl/dd";
    CHECK(texts_of(page, (list + "/a").c_str()) == Texts{"hello handset", "certificate 0"});
    CHECK(page.select_nodes((list + "/a[@href='#run-1-hello-handset']").c_str()).size() == 1);
    CHECK(page.select_nodes("//details/div[@id='run-1-hello-handset']").size() == 1);
    CHECK(texts_of(page, list.c_str()).back() == "hello handset, certificate 0, mail.contoso.com:443");
}
