#pragma once

#include "client/easprobe.h"
#include "tools/easprobe/files.h"

#include <cstddef>
#include <string>
#include <vector>

namespace easprobe::cli {

/// `--report FORMAT[=FILE]`, as given; none means text on standard output.
struct ReportRequest {
    std::string format;
    std::string file = "-";
};

/// Throws UsageError for an unknown format, a file that cannot be written, or two reports on one place.
std::vector<ReportRequest> parse_reports(const std::vector<std::string>& words);

/// Throws UsageError where a recording of that name would overwrite a report.
void expect_unreported(const std::string& file, const std::vector<ReportRequest>& requests);

/// How the text of several reports is laid out.
enum class Layout { OneByOne, Matrix };

struct Presentation {
    report::Detail detail = report::Detail::Normal;
    Layout layout = Layout::OneByOne;
    std::size_t handsets = 1; ///< Asked for: a run that was interrupted may have seen fewer.
};

/// Renders and writes each; colour only where the text goes to a terminal and NO_COLOR is not set. Where
/// anything of the run could not be written, the text goes to standard output all the same, so that no
/// finished run is lost; then UsageError says what it was.
/// @param outputs With what was written before.
void write_reports(const std::vector<ReportRequest>& requests, const std::vector<report::Report>& reports,
                   const Presentation& presentation, Outputs outputs = {});

/// For -v: the exchange that has just taken place, heads and decoded bodies, on standard error.
void show_exchange(const Exchange& exchange);

/// Shows on a terminal what is being waited for, and clears the line again.
class Progress {
  public:
    Progress();
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void sending(const transport::Sending& sending);
    void waiting(Milliseconds so_far);
    void exchange_done(const Exchange& exchange);

  private:
    void clear();
    bool on_terminal_;
    bool shown_ = false;
    std::string what_ = "the server"; ///< Waited for.
    std::string last_;
};

} // namespace easprobe::cli
