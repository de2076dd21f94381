#include <core/policy/policy_reader.h>

#include <iostream>

int main() {
  const char* text =
      "version: 1\n"
      "name: consumer\n"
      "binaries:\n"
      "  - {path: /usr/bin/bwrap, template: bwrap}\n";
  const aug::PolicyReading reading = aug::read_policy(text, "consumer.yaml");
  if (!reading.policy) return 1;
  std::cout << reading.policy->name << '\n';
  return reading.policy->name == "consumer" ? 0 : 1;
}
