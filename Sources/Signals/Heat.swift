/// Heat = R(churn) · R(complexity), where R(v) is the share of files with a value of at most v (HANDBOOK A25).
package enum Heat {
    package static func of(churn: [Int], complexity: [Int]) -> [Double] {
        zip(ranks(churn), ranks(complexity)).map { $0 * $1 }
    }

    private static func ranks(_ values: [Int]) -> [Double] {
        let sorted = values.sorted()
        return values.map { value in
            var low = 0
            var high = sorted.count
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle] <= value { low = middle + 1 } else { high = middle }
            }
            return Double(low) / Double(sorted.count)
        }
    }
}
