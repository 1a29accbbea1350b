namespace PalmAssistant.Imports.Cleaning;

/// <summary>
/// Dates in the spellings of department files: 2024-3-5, 2024/03/05, 2024.3.5, 2024年3月5日, 20240305, 2024.3, 202403,
/// an Excel serial (1900 date system), each with or without a time after it.
/// </summary>
public static class DateCell
{
    private static readonly int SerialZero = new DateOnly(1899, 12, 30).DayNumber;

    /// <summary>A day; a spelling without a day means the first of its month. False for no date or an impossible one.</summary>
    public static bool TryDate(string text, out DateOnly date)
    {
        date = default;
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        if (!Split(text, numbers, lengths, out var count)) return false;
        return count switch
        {
            1 => TryDigits(numbers[0], lengths[0], out date),
            2 => lengths[0] == 4 && TryMake(numbers[0], numbers[1], 1, out date),
            3 => lengths[0] == 4 ? TryMake(numbers[0], numbers[1], numbers[2], out date) : lengths[2] == 4 && TryMake(numbers[2], numbers[0], numbers[1], out date),
            _ => false,
        };
    }

    /// <summary>A month, as its first day.</summary>
    public static bool TryMonth(string text, out DateOnly month)
    {
        if (!TryDate(text, out month)) return false;
        month = new(month.Year, month.Month, 1);
        return true;
    }

    /// <summary>A year: 2026, 2026年, 2026年度.</summary>
    public static bool TryYear(string text, out int year)
    {
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        year = 0;
        if (!Split(text, numbers, lengths, out var count) || count < 1 || lengths[0] != 4) return false;
        year = numbers[0];
        return year is >= 1900 and <= 2200;
    }

    private static bool TryDigits(int number, int length, out DateOnly date)
    {
        date = default;
        return length switch
        {
            8 => TryMake(number / 10_000, number / 100 % 100, number % 100, out date),
            6 => TryMake(number / 100, number % 100, 1, out date),
            5 => TrySerial(number, out date),
            4 when number > 2200 => TrySerial(number, out date),   // before 1927: only a serial can mean it
            _ => false,
        };
    }

    private static bool TrySerial(int serial, out DateOnly date)
    {
        date = DateOnly.FromDayNumber(SerialZero + serial);
        return true;
    }

    private static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1850 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new(year, month, day);
        return true;
    }

    // Up to three runs of digits between separators; a time of day after the third is passed over.
    private static bool Split(string text, Span<int> numbers, Span<int> lengths, out int count)
    {
        count = 0;
        var inside = false;
        foreach (var raw in text)
        {
            var c = Words.Half(raw);
            if (c is >= '0' and <= '9')
            {
                if (!inside)
                {
                    if (count == 3) return true;
                    (numbers[count], lengths[count]) = (0, 0);
                    count++;
                    inside = true;
                }
                if (++lengths[count - 1] > 8) return false;
                numbers[count - 1] = numbers[count - 1] * 10 + (c - '0');
            }
            else if (c == '.' && inside && count == 1 && lengths[0] == 5) return true;   // 45678.5: a serial with a time
            else if (c is '-' or '/' or '.' or '年' or '月' or '日' or '号' or '度' or '\'' or '—' or '–' || Words.IsBlank(c)) inside = false;
            else if (c is 'T' or ':' or 'Z' && count == 3) return true;
            else return false;
        }
        return count > 0;
    }
}
