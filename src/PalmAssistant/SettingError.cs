namespace PalmAssistant;

/// <summary>A setting is missing or cannot be read; the message says which and how it is written, in Chinese.</summary>
public sealed class SettingError(string message) : Exception(message);
