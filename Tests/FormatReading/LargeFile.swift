/// A file that need not exist as a whole.
struct LargeFile {
    private let head: String
    private let tail: String
    private let count: Int
    private let body: (Int) -> String

    /// - Parameter count: cases, lines, results or rows.
    init?(_ format: String, count: Int) {
        self.count = count
        switch format {
        case "junit":
            head = "<testsuites><testsuite name=\"all\">\n"
            tail = "</testsuite></testsuites>\n"
            body = { number in
                let output = number % 100 == 0 ? String(repeating: "a line of output\n", count: 200) : ""
                let failure = number % 20 == 0 ? "<failure message=\"expected \(number)\">at \(number)</failure>" : ""
                return """
                    <testcase classname="org.example.shop.cart.CartTests\(number % 500)" name="adds thing \(number)" \
                    file="src/cart/\(number % 500).py" time="0.0\(number % 90)">\(failure)\
                    <system-out><![CDATA[\(output)]]></system-out></testcase>

                    """
            }
        case "lcov":
            head = "TN:\n"
            tail = ""
            body = { number in
                let start = number % 1000 == 0 ? "SF:/builds/shop/src/module\(number / 1000)/file.c\n" : ""
                let branch =
                    number % 10 == 0 ? "BRDA:\(number % 1000 + 1),0,0,1\nBRDA:\(number % 1000 + 1),0,1,-\n" : ""
                let end = number % 1000 == 999 ? "end_of_record\n" : ""
                return "\(start)\(branch)DA:\(number % 1000 + 1),\(number % 3)\n\(end)"
            }
        case "cobertura":
            head = "<coverage line-rate=\"1\"><packages><package><classes>\n"
            tail = "</classes></package></packages></coverage>\n"
            body = { number in
                let start = number % 1000 == 0 ? "<class filename=\"src/module\(number / 1000)/file.py\"><lines>" : ""
                let end = number % 1000 == 999 ? "</lines></class>\n" : ""
                return "\(start)<line number=\"\(number % 1000 + 1)\" hits=\"\(number % 3)\" branch=\"false\"/>\n\(end)"
            }
        case "sarif":
            // The tool comes last, so that all results have to wait for it.
            head = "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[\n"
            tail = "],\"tool\":{\"driver\":{\"name\":\"Scanner\",\"rules\":[{\"id\":\"R1\"}]}}}]}\n"
            body = { number in
                let text =
                    "The variable x\(number) is never used after it has been set in this function of the program."
                return """
                    \(number == 0 ? "" : ",\n"){"ruleId":"R\(number % 50)","message":{"text":"\(text)"},"locations":[{\
                    "physicalLocation":{"artifactLocation":{"uri":"src/module\(number % 2000)/file.c"},\
                    "region":{"startLine":\(number % 900 + 1),"startColumn":3}}}],"partialFingerprints":{\
                    "primaryLocationLineHash":"39fa2ee980eb94b0:\(number)"},"properties":{"tags":["a","b","c"]}}
                    """
            }
        case "csv":
            head = "Nr,App,End\n"
            tail = ""
            body = { "\($0),shop,\(1_700_000_000 + $0)\n" }
        default: return nil
        }
    }

    /// The pieces one after the other; nil behind the last.
    func piece(_ number: Int) -> String? {
        if number == 0 { return head }
        if number <= count { return body(number - 1) }
        return number == count + 1 ? tail : nil
    }
}
