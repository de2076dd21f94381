#include "core/change/cbor_depth.h"

#include <nlohmann/json.hpp>

namespace aug {
namespace {

using Json = nlohmann::json;

/// Is told of each value, keeps none, and has the reading ended where it goes too deep.
class DepthGauge : public nlohmann::json_sax<Json> {
 public:
  explicit DepthGauge(int limit) : left_(limit) {}

  bool is_exceeded() const { return left_ < 0; }

  bool start_object(std::size_t /*size*/) override { return --left_ >= 0; }
  bool start_array(std::size_t /*size*/) override { return --left_ >= 0; }
  bool end_object() override { return ++left_ >= 0; }
  bool end_array() override { return ++left_ >= 0; }

  bool null() override { return true; }
  bool boolean(bool /*value*/) override { return true; }
  bool number_integer(number_integer_t /*value*/) override { return true; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
  bool string(string_t& /*value*/) override { return true; }
  bool binary(binary_t& /*value*/) override { return true; }
  bool key(string_t& /*value*/) override { return true; }
  bool parse_error(std::size_t /*at*/, const std::string& /*last*/, const Json::exception& /*error*/) override {
    return false;
  }

 private:
  int left_;
};

}  // namespace

bool is_deeper_than(int depth, std::string_view bytes) {
  DepthGauge gauge(depth);
  Json::sax_parse(bytes.begin(), bytes.end(), &gauge, Json::input_format_t::cbor);
  return gauge.is_exceeded();
}

}  // namespace aug
