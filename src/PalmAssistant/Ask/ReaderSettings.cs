using System.Globalization;
using Npgsql;
using PalmAssistant.Access;

namespace PalmAssistant.Ask;

/// <summary>Puts a transaction under the read-only role with an account's limits (schema 011). The settings end with the transaction.</summary>
public static class ReaderSettings
{
    private const string Sql = """
        select set_config('role', 'palm_reader', true), set_config('palm.low', $1, true), set_config('palm.high', $2, true), set_config('palm.whole', $3, true),
               set_config('palm.records', $4, true), set_config('palm.sensitive', $5, true), set_config('palm.special', $6, true),
               set_config('statement_timeout', $7, true), set_config('jit', 'off', true)
        """;

    public static NpgsqlBatchCommand Command(ReaderLimits limits, TimeSpan timeout)
    {
        var command = new NpgsqlBatchCommand(Sql);
        string[] values =
        [
            limits.Range.Low.ToString(CultureInfo.InvariantCulture), limits.Range.High.ToString(CultureInfo.InvariantCulture), limits.Whole ? "on" : "off",
            string.Join(',', limits.Records.Order(StringComparer.Ordinal)), string.Join(',', limits.SensitiveTags), string.Join(',', limits.SpecialKinds),
            ((long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
