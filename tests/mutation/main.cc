#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <ctime>
#include <fstream>
#include <iostream>

#include "mutants.h"

// With AUG_REACHED=FILE it runs all tests, and a line for each goes there: its name, its file, how long it took, and
// the mutants that it reaches. Else it reads lines, with the number of a mutant, seconds of processor, and a pattern of
// doctest for test cases; a child runs those with the mutant awake, and its status is the answer, 0 where all passed.

namespace {

struct Reached : doctest::IReporter {
  explicit Reached(const doctest::ContextOptions& /*options*/) {
    if (const char* file = std::getenv("AUG_REACHED")) out.open(file);
  }

  void test_case_start(const doctest::TestCaseData& data) override {
    test = &data;
    begun = std::clock();
    aug::mutants::reached.reset();
  }

  void test_case_end(const doctest::CurrentTestCaseStats& /*stats*/) override {
    if (!out.is_open()) return;
    const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    out << test->m_name << '\t' << test->m_file.c_str() << '\t' << seconds << '\t';
    for (std::size_t mutant = 0; mutant < aug::mutants::reached.size(); ++mutant) {
      if (aug::mutants::reached.test(mutant)) out << mutant << ' ';
    }
    out << std::endl;
  }

  void report_query(const doctest::QueryData& /*data*/) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats& /*stats*/) override {}
  void test_case_reenter(const doctest::TestCaseData& /*data*/) override {}
  void test_case_exception(const doctest::TestCaseException& /*exception*/) override {}
  void subcase_start(const doctest::SubcaseSignature& /*signature*/) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData& /*data*/) override {}
  void log_message(const doctest::MessageData& /*data*/) override {}
  void test_case_skipped(const doctest::TestCaseData& /*data*/) override {}

  std::ofstream out;
  const doctest::TestCaseData* test = nullptr;
  std::clock_t begun = 0;
};

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  setrlimit(resource, &both);
}

/// A mutant that goes on for ever, or takes all memory, fails.
[[noreturn]] void run(int mutant, double seconds, const std::string& pattern) {
  const itimerval timer{{}, {static_cast<time_t>(seconds), static_cast<suseconds_t>(std::fmod(seconds, 1) * 1e6)}};
  setitimer(ITIMER_PROF, &timer, nullptr);
  limit(RLIMIT_AS, rlim_t{2} << 30U);
  limit(RLIMIT_CORE, 0);
  const int nowhere = open("/dev/null", O_RDWR);
  for (const int descriptor : {0, 1, 2}) dup2(nowhere, descriptor);
  aug::mutants::active = mutant;
  doctest::Context context;
  context.addFilter("test-case", pattern.c_str());
  context.setOption("abort-after", 1);
  _exit(context.run());
}

void serve() {
  int mutant = 0;
  double seconds = 0;
  for (std::string pattern; std::cin >> mutant >> seconds && std::getline(std::cin >> std::ws, pattern);) {
    const pid_t child = fork();
    if (child == 0) run(mutant, seconds, pattern);
    int status = -1;
    waitpid(child, &status, 0);
    std::cout << status << std::endl;
  }
}

}  // namespace

REGISTER_LISTENER("reached", 1, Reached);

int main(int argc, char** argv) {
  if (std::getenv("AUG_REACHED") != nullptr) return doctest::Context(argc, argv).run();
  serve();
}
